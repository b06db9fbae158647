/// The year in which everything in a world happens: 52 weeks of working days from 2024-12-23 to 2025-12-19, UTC.
///
/// Fixed, because the same inputs must give the same bytes for ever. Moments are counted in seconds since 1970.
enum TimeLine {
  /// Monday 2024-12-23.
  static let firstDay = 20_080
  static let workingDays = 260
  /// Working hours: from 08:00 to 18:00.
  static let opening = 8 * 3600
  static let workingSeconds = 10 * 3600
  /// All working seconds of the year.
  static let length = workingDays * workingSeconds

  /// The moment that lies `position` working seconds after the start; positions outside the year are moved to its ends.
  static func moment(at position: Int) -> Int {
    let position = min(max(0, position), length - 1)
    let day = position / workingSeconds
    return (firstDay + day / 5 * 7 + day % 5) * 86_400 + opening + position % workingSeconds
  }

  /// The working second in which `moment` lies, or the next one.
  static func position(of moment: Int) -> Int {
    let days = moment / 86_400 - firstDay
    guard days >= 0 else { return 0 }
    let weekday = days % 7
    let second = weekday > 4 ? 0 : min(max(0, moment % 86_400 - opening), workingSeconds - 1)
    let day = days / 7 * 5 + min(weekday, 5)
    return min(day * workingSeconds + second, length - 1)
  }
}
