import DataRecords
import HTTPTypes

/// A time as facet filters write it: a day, or a word such as `past_week`.
struct TimeExpression {
  /// The days meant, from the first to the one after the last.
  let days: Range<CalendarDay>

  /// Nil for anything that is neither a day (`YYYY-MM-DD`) nor one of the words.
  init?(_ text: String, now: Timestamp) {
    let today = CalendarDay(now)
    switch text.lowercased() {
    case "today": days = today..<today + 1
    case "yesterday": days = today - 1..<today
    case "past_day": days = today - 1..<today + 1
    case "past_week": days = today - 7..<today + 1
    case "past_2_weeks": days = today - 14..<today + 1
    case "past_month": days = today - 30..<today + 1
    case "past_year": days = today - 365..<today + 1
    default:
      guard let day = CalendarDay(text) else { return nil }
      days = day..<day + 1
    }
  }
}

extension CalendarDay: Comparable {
  static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }
  static func + (day: CalendarDay, days: Int64) -> CalendarDay { CalendarDay(number: day.number + days) }
  static func - (day: CalendarDay, days: Int64) -> CalendarDay { CalendarDay(number: day.number - days) }
}

extension Refusal {
  /// The refusal of a special time value that does not exist: 422 with `ErrorInfo`.
  static func invalidTime(field: String, value: String) -> Refusal {
    let text = "Invalid value for \(field): \(value.prefix(100))"
    return Refusal(
      .unprocessableContent, text,
      json: [
        "errorMessages": [["source": "search", "errorMessage": .string(text)]],
        "invalidOperators": [["key": .string(field), "value": .string(String(value.prefix(100)))]],
      ])
  }
}
