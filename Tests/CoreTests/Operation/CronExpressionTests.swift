import DataOpsCore
import Testing

@Suite struct `A cron expression` {
  /// The first `count` times after `start`, as `2026-01-18 12:00`.
  private func times(_ text: String, after start: String, _ count: Int = 1) throws -> [String] {
    let cron = try CronExpression(text)
    var instant = try #require(Timestamp(start + ":00Z"))
    var times: [String] = []
    while times.count < count, let next = cron.next(after: instant) {
      #expect(next > instant)
      #expect(next.description.hasSuffix(":00.000000Z"))
      times.append(String(next.short.dropLast(3)))
      instant = next
    }
    return times
  }

  @Test(arguments: [
    ("* * * * *", ["2026-01-18 12:01", "2026-01-18 12:02"]),
    ("*/15 * * * *", ["2026-01-18 12:15", "2026-01-18 12:30", "2026-01-18 12:45", "2026-01-18 13:00"]),
    ("5-59/20 * * * *", ["2026-01-18 12:05", "2026-01-18 12:25", "2026-01-18 12:45", "2026-01-18 13:05"]),
    ("0 3 * * *", ["2026-01-19 03:00", "2026-01-20 03:00"]),
    ("0 12 * * *", ["2026-01-19 12:00"]),
    ("30 2,14 * * *", ["2026-01-18 14:30", "2026-01-19 02:30"]),
    ("10,5-6,*/30 23 * * *", ["2026-01-18 23:00", "2026-01-18 23:05", "2026-01-18 23:06", "2026-01-18 23:10"]),
    ("0 0 1 * *", ["2026-02-01 00:00", "2026-03-01 00:00"]),
    ("0 9 * * 1-5", ["2026-01-19 09:00", "2026-01-20 09:00"]),
    ("59 23 31 12 *", ["2026-12-31 23:59", "2027-12-31 23:59"]),
    ("00 003 * * *", ["2026-01-19 03:00"]),
  ])
  func `names times`(text: String, expected: [String]) throws {
    #expect(try times(text, after: "2026-01-18T12:00", expected.count) == expected)
  }

  @Test(arguments: [
    ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@weekly", "0 0 * * 0"), ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"), ("@Daily", "0 0 * * *"),
  ])
  func `has shorthands`(shorthand: String, full: String) throws {
    #expect(try times(shorthand, after: "2026-01-18T12:00", 20) == times(full, after: "2026-01-18T12:00", 20))
  }

  @Test(arguments: [
    ("0 0 * jan,JUL *", "0 0 * 1,7 *"), ("0 0 * Oct-dec/2 *", "0 0 * 10,12 *"), ("0 0 * * Mon-Fri", "0 0 * * 1-5"),
    ("0 0 * * sat,sun", "0 0 * * 0,6"), ("0 0 * * 7", "0 0 * * 0"), ("0 0 * * 5-7", "0 0 * * 0,5,6"),
    ("0 0 * * fri-sun", "0 0 * * 0,5,6"), ("0 0 * * sun-tue", "0 0 * * 0-2"), ("0 0 * * sun-sun", "0 0 * * 0"),
    ("0 0 * * 7-sun", "0 0 * * 0"), ("0 0 * * 0-7", "0 0 * * 0-6"), ("0 0 * * 3-3", "0 0 * * wed"),
  ])
  func `knows names, and Sunday as 0 and 7`(named: String, numbered: String) throws {
    #expect(try times(named, after: "2026-01-18T12:00", 20) == times(numbered, after: "2026-01-18T12:00", 20))
  }

  @Test(arguments: [
    // Both name days: either is enough. The 13th of February and March 2026 are Fridays.
    ("0 0 13 * 5", ["2026-02-06 00:00", "2026-02-13 00:00", "2026-02-20 00:00"]),
    ("0 0 15 * 5", ["2026-02-06 00:00", "2026-02-13 00:00", "2026-02-15 00:00"]),
    ("0 0 15 * 0-6", ["2026-02-02 00:00", "2026-02-03 00:00"]),
    // One of them begins with a star: both have to match.
    ("0 0 * * 5", ["2026-02-06 00:00", "2026-02-13 00:00"]),
    ("0 0 15 * *", ["2026-02-15 00:00", "2026-03-15 00:00"]),
    ("0 0 */2 * 5", ["2026-02-13 00:00", "2026-02-27 00:00", "2026-03-13 00:00"]),
    ("0 0 13 * */5", ["2026-02-13 00:00", "2026-03-13 00:00", "2026-09-13 00:00"]),
  ])
  func `matches either day field where both name days, else both`(text: String, expected: [String]) throws {
    #expect(try times(text, after: "2026-02-01T00:00", expected.count) == expected)
  }

  @Test(arguments: [
    (
      "0 0 31 * *", "2026-01-31T00:00",
      ["2026-03-31 00:00", "2026-05-31 00:00", "2026-07-31 00:00", "2026-08-31 00:00"]
    ),
    ("0 0 30 * *", "2026-01-30T00:00", ["2026-03-30 00:00"]),
    ("0 0 29 2 *", "2026-01-01T00:00", ["2028-02-29 00:00", "2032-02-29 00:00"]),
    ("0 0 29 2 *", "2000-01-01T00:00", ["2000-02-29 00:00"]),
    ("59 23 28-31 2 *", "2028-02-28T23:59", ["2028-02-29 23:59", "2029-02-28 23:59"]),
    ("*/30 23 31 12 *", "2026-12-31T23:29", ["2026-12-31 23:30", "2027-12-31 23:00"]),
    ("* * * * *", "2026-12-31T23:59", ["2027-01-01 00:00"]),
    ("0 0 * 1 *", "2026-01-31T00:00", ["2027-01-01 00:00"]),
    ("0 5 1 11,2 *", "2026-02-01T05:00", ["2026-11-01 05:00", "2027-02-01 05:00"]),
    ("0 0 * * 4", "1969-12-24T23:59", ["1969-12-25 00:00", "1970-01-01 00:00", "1970-01-08 00:00"]),
  ])
  func `goes over the ends of months and years`(text: String, start: String, expected: [String]) throws {
    #expect(try times(text, after: start, expected.count) == expected)
  }

  @Test(arguments: [
    (0, "2026-01-18T12:01:00.000000Z"), (1, "2026-01-18T12:01:00.000000Z"), (59_999_999, "2026-01-18T12:01:00.000000Z"),
    (60_000_000, "2026-01-18T12:02:00.000000Z"), (-1, "2026-01-18T12:00:00.000000Z"),
  ])
  func `gives a time that is strictly later`(microseconds: Int64, expected: String) throws {
    let instant = Timestamp(microseconds: noon.microseconds + microseconds)
    #expect(try CronExpression("* * * * *").next(after: instant)?.description == expected)
  }

  @Test(arguments: ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 29 2 */7"])
  func `has no next time where none comes within five years`(text: String) throws {
    // The next Sunday that is a February 29th is in 2032.
    #expect(try CronExpression(text).next(after: noon) == nil)
  }

  @Test func `does not look beyond five years, nor beyond the year 9999`() throws {
    let leapDay = try CronExpression("0 0 29 2 *")
    #expect(leapDay.next(after: try #require(Timestamp("2096-02-29T00:00:00Z"))) == nil)
    #expect(leapDay.next(after: try #require(Timestamp("2100-01-01T00:00:00Z")))?.short == "2104-02-29 00:00:00")
    let newYear = try CronExpression("@yearly")
    #expect(newYear.next(after: try #require(Timestamp("9998-06-01T00:00:00Z")))?.short == "9999-01-01 00:00:00")
    #expect(newYear.next(after: try #require(Timestamp("9999-01-01T00:00:00Z"))) == nil)
    #expect(try CronExpression("* * * * *").next(after: try #require(Timestamp("9999-12-31T23:59:59Z"))) == nil)
    for extreme in [Int64.min, .max] {
      #expect(try CronExpression("* * * * *").next(after: Timestamp(microseconds: extreme)) == nil)
      #expect(newYear.next(after: Timestamp(microseconds: extreme)) == nil)
    }
  }

  @Test func `gives exactly the minutes that a look at every minute finds`() throws {
    let start = try #require(Timestamp("2028-02-20T00:00:00Z"))
    let cron = try CronExpression("7-40/11,59 */5,22-23 28-31,1 2-3 tue,6")
    var expected: [Timestamp] = []
    for minute in 1..<(45 * 1440) as Range<Int64> {
      let instant = start + .seconds(minute * 60)
      let date = CivilDate(daysSinceEpoch: instant.seconds / 86_400)
      let (hour, minuteOfHour) = (instant.seconds / 3600 % 24, instant.seconds / 60 % 60)
      // 2028-02-20 is a Sunday.
      let weekday = minute / 1440 % 7
      let isDay = [28, 29, 30, 31, 1].contains(date.day) || [2, 6].contains(weekday)
      let isTime = [0, 5, 10, 15, 20, 22, 23].contains(hour) && [7, 18, 29, 40, 59].contains(minuteOfHour)
      if isDay, isTime, [2, 3].contains(date.month) { expected.append(instant) }
    }
    var found: [Timestamp] = []
    var instant = start
    while let next = cron.next(after: instant), next < start + .seconds(45 * 86_400) {
      found.append(next)
      instant = next
    }
    #expect(found.count > 100)
    #expect(found == expected)
  }

  @Test func `is written as it was read, and equal where it is written alike`() throws {
    let cron = try CronExpression("  0 \t3 *  * MON ")
    #expect(cron.description == "0 3 * * MON")
    #expect(try CronExpression(cron.description) == cron)
    #expect(try CronExpression("@daily").description == "@daily")
  }
}

@Suite struct `A cron expression is refused` {
  private func refusal(_ text: String) -> Failure? { failure { _ = try CronExpression(text) } }

  @Test(arguments: [
    ("", "needs five fields (minute, hour, day of month, month, day of week); it is empty"),
    (" \t ", "needs five fields (minute, hour, day of month, month, day of week); it is empty"),
    ("*", "needs five fields (minute, hour, day of month, month, day of week); there is 1"),
    ("0 0 * * * *", "needs five fields (minute, hour, day of month, month, day of week); there are 6"),
    ("@reboot", "'@reboot' is not one of @hourly, @daily, @weekly, @monthly, @yearly"),
    ("@", "'@' is not one of @hourly, @daily, @weekly, @monthly, @yearly"),
  ])
  func `without five fields or a shorthand`(text: String, problem: String) {
    #expect(refusal(text)?.code == .invalidRequest)
    #expect(refusal(text)?.message == "cron expression: " + problem)
    #expect(refusal(text)?.remedy?.contains("30 2 * * 1-5") == true)
  }

  @Test(arguments: [
    ("60 * * * *", "minute '60' is not a number from 0 to 59"),
    ("* 24 * * *", "hour '24' is not a number from 0 to 23"),
    ("* * 0 * *", "day of month '0' is not a number from 1 to 31"),
    ("* * 32 * *", "day of month '32' is not a number from 1 to 31"),
    ("* * * 13 *", "month '13' is not a number from 1 to 12 or a name (jan … dec)"),
    ("* * * january *", "month 'january' is not a number from 1 to 12 or a name (jan … dec)"),
    ("* * * * 8", "day of week '8' is not a number from 0 to 7 or a name (sun … sat)"),
    ("* * * * jan", "day of week 'jan' is not a number from 0 to 7 or a name (sun … sat)"),
    ("jan * * * *", "minute 'jan' is not a number from 0 to 59"),
    ("0,61 * * * *", "minute '61' is not a number from 0 to 59"),
  ])
  func `with a number or name that its field does not have`(text: String, problem: String) {
    #expect(refusal(text)?.code == .invalidRequest)
    #expect(refusal(text)?.message == "cron expression: the " + problem)
  }

  @Test(arguments: [
    ("* 22-6 * * *", "hour '22-6' is a range that ends before it begins; write 22-23,0-6"),
    ("* * * nov-feb *", "month 'nov-feb' is a range that ends before it begins; write 11-12,1-2"),
    ("* * * * fri-1", "day of week 'fri-1' is a range that ends before it begins; write 5-6,0-1"),
    ("* * * * 7-2", "day of week '7-2' is a range that ends before it begins; write 0-2"),
    ("*/0 * * * *", "minute '*/0' is a step that is not a number from 1 to 60"),
    ("*/90 * * * *", "minute '*/90' is a step that is not a number from 1 to 60"),
    ("* 0-12/-1 * * *", "hour '0-12/-1' is a step that is not a number from 1 to 24"),
    ("* * */1/2 * *", "day of month '*/1/2' is a step that is not a number from 1 to 31"),
    ("5/15 * * * *", "minute '5/15' is a step without a range; write 5-59/15 or 5"),
  ])
  func `with a range or step that cannot be`(text: String, problem: String) {
    #expect(refusal(text)?.code == .invalidRequest)
    #expect(refusal(text)?.message == "cron expression: the " + problem)
  }

  @Test(arguments: [
    "99999999999999999999999999", "-1", "+1", "1-", "-", "1--2", "1-2-3", ",", "1,", ",1", "/", "*/", "/5", "**", "*5",
    "*-5", "5*", "1.5", "0x1", "1e1", "?", "L", "٣", "３", "1\u{301}", "*\u{301}", "1\u{0}", "1\n", "\u{202E}1",
    "1\u{A0}",
  ])
  func `with anything else in a field`(minute: String) {
    #expect(refusal("\(minute) * * * *")?.code == .invalidRequest)
    #expect(refusal("* * * * \(minute)")?.message.hasPrefix("cron expression: ") == true)
  }

  @Test func `in words that are short and can be shown, whatever was written`() {
    let long = refusal("\(String(repeating: "9", count: 1_000_000)) * * * *")
    #expect(
      long?.message
        == "cron expression: the minute '\(String(repeating: "9", count: 20))…' is not a number from 0 to 59")
    #expect(refusal("\u{1B}[2J * * * *")?.message.contains("'\\u{1B}[2J'") == true)
    #expect(refusal("３ * * * *")?.message.contains("'\\u{FF13}'") == true)
  }
}
