import DataRecords

/// A day of the proleptic Gregorian calendar in UTC, as the number of days since 1970-01-01.
struct CalendarDay: Sendable, Equatable {
  var number: Int64

  init(number: Int64) {
    self.number = number
  }

  init(_ time: Timestamp) {
    number = Timestamp.floored(time.milliseconds, 86_400_000)
  }

  /// Reads `YYYY-MM-DD`; nil when the text is anything else or no day of the calendar.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Days from civil (H. Hinnant): years begin in March, eras have 400 years.
    let shifted = month > 2 ? year : year - 1
    let era = Timestamp.floored(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard self.text == text else { return nil }
  }

  /// The first moment of the day.
  var start: Timestamp { Timestamp(milliseconds: number * 86_400_000) }

  var text: String {
    let shifted = number + 719_468
    let era = Timestamp.floored(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthOfYear = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthOfYear + 2) / 5 + 1
    let month = monthOfYear < 10 ? monthOfYear + 3 : monthOfYear - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)
  }
}

/// The decimal digits of `value`, at least `width` of them.
func pad(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
