/// The times at which something is done again and again: the five fields of cron, always UTC.
///
/// As in POSIX and in Vixie's: lists, ranges, steps, `*`, names of months and weekdays, 7 for Sunday, and the words
/// `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`. Where neither day field begins with `*`, a day that one of
/// them names is enough; else it has to be in both.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
  /// As it was written, with one space between the fields.
  package let description: String
  private let minutes: Numbers
  private let hours: Numbers
  private let days: Numbers
  private let months: Numbers
  private let weekdays: Numbers
  private let isEitherDayEnough: Bool

  /// - Throws: `invalid_request`, naming the field that is wrong and what would be right.
  package init(_ text: String) throws(Failure) {
    let words = text.split { $0 == " " || $0 == "\t" }
    let fields = try Self.fields(words)
    minutes = try Field.minute.numbers(in: fields[0])
    hours = try Field.hour.numbers(in: fields[1])
    days = try Field.dayOfMonth.numbers(in: fields[2])
    months = try Field.month.numbers(in: fields[3])
    weekdays = try Field.dayOfWeek.numbers(in: fields[4])
    isEitherDayEnough = fields[2].first != "*" && fields[4].first != "*"
    description = words.joined(separator: " ")
  }

  private static let shorthands: KeyValuePairs = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
  ]

  /// Exactly five.
  private static func fields(_ words: [Substring]) throws(Failure) -> [Substring] {
    if words.count == 1, let word = words.first, word.first == "@" {
      guard let full = shorthands.first(where: { $0.key == word.lowercased() })?.value else {
        throw Failure(
          .invalidRequest,
          "cron expression: '\(Field.shown(word))' is not one of "
            + shorthands.map(\.key).joined(separator: ", "), remedy: Field.remedy)
      }
      return full.split(separator: " ")
    }
    guard words.count == Field.allCases.count else {
      let count = words.isEmpty ? "it is empty" : "there \(words.count == 1 ? "is" : "are") \(words.count)"
      throw Failure(
        .invalidRequest,
        "cron expression: needs five fields (\(Field.allCases.map(\.name).joined(separator: ", "))); \(count)",
        remedy: Field.remedy)
    }
    return words
  }
}

extension CronExpression {
  /// From one February 29th to the next it is less, but around most turns of a century.
  private static let horizonInDays: Int64 = 5 * 366

  /// The first time that is later than `instant`; nil where there is none within five years or before the year 10000.
  ///
  /// - Complexity: a look at each day of the months named, for five years at most.
  package func next(after instant: Timestamp) -> Timestamp? {
    let minute = instant.seconds.floored(by: 60) + 1
    var day = minute.floored(by: 1440)
    var minuteOfDay = Int(minute - day * 1440)
    let last = day + Self.horizonInDays
    while day <= last {
      let date = CivilDate(daysSinceEpoch: day)
      guard (0...9999).contains(date.year) else { return nil }
      if !months.contains(Int(date.month)) {
        guard let month = date.firstOfNextMonth else { return nil }
        day = month.daysSinceEpoch
      } else if names(date, number: day), let found = firstMinute(from: minuteOfDay) {
        return Timestamp(seconds: (day * 1440 + Int64(found)) * 60)
      } else {
        day += 1
      }
      minuteOfDay = 0
    }
    return nil
  }

  private func names(_ date: CivilDate, number day: Int64) -> Bool {
    // 1970-01-01 was a Thursday.
    let weekday = Int(day + 4 - (day + 4).floored(by: 7) * 7)
    let (inMonth, inWeek) = (days.contains(Int(date.day)), weekdays.contains(weekday))
    return isEitherDayEnough ? inMonth || inWeek : inMonth && inWeek
  }

  /// The first minute of a day from `start` on; both count from midnight.
  private func firstMinute(from start: Int) -> Int? {
    let (hour, minute) = start.quotientAndRemainder(dividingBy: 60)
    if hours.contains(hour), let minute = minutes.first(from: minute) { return hour * 60 + minute }
    guard let hour = hours.first(from: hour + 1), let minute = minutes.first(from: 0) else { return nil }
    return hour * 60 + minute
  }

  /// The numbers that a field names, none above 63.
  struct Numbers: Hashable, Sendable {
    private var bits: UInt64 = 0

    mutating func insert(_ number: Int) { bits |= 1 << UInt64(number) }

    func contains(_ number: Int) -> Bool { bits >> UInt64(number) & 1 == 1 }

    /// The smallest that is not below `number`.
    func first(from number: Int) -> Int? {
      let rest = bits >> UInt64(number)
      return rest == 0 ? nil : number + rest.trailingZeroBitCount
    }
  }
}

extension CivilDate {
  /// Nil at the end of the year 9999.
  fileprivate var firstOfNextMonth: CivilDate? {
    CivilDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
  }
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
