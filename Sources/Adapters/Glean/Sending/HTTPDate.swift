/// Dates in HTTP headers (RFC 9110, 5.6.7): the fixed form and the two obsolete ones that a recipient must accept.
enum HTTPDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Seconds since 1970; `nil` when `text` is none of the three forms.
  ///
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
  static func secondsSince1970(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count <= 64 else { return nil }
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "\t" }.map { $0.lowercased() }
    guard words.count >= 5 else { return nil }
    let isAsctime = Int(words[1]) == nil
    if !isAsctime {
      guard words.count == 6, words[5] == "gmt" || words[5] == "utc" else { return nil }
    } else {
      guard words.count == 5 else { return nil }
    }
    let (dayText, monthText) = isAsctime ? (words[2], words[1]) : (words[1], words[2])
    let (yearText, timeText) = isAsctime ? (words[4], words[3]) : (words[3], words[4])
    let clock = timeText.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard
      let day = Int(dayText), (1...31).contains(day), let month = months.firstIndex(of: monthText),
      var year = Int(yearText), (0...9999).contains(year), clock.count == 3,
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    if yearText.count == 2 { year += year < 70 ? 2000 : 1900 }
    let days = daysSince1970(year: year, month: month + 1, day: day)
    return days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  /// Days from 1 January 1970 in the proleptic Gregorian calendar.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    // Years are counted from March, so that the leap day is their last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
