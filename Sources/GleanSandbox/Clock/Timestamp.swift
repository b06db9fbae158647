import DataRecords
import Foundation

/// A moment in whole milliseconds since 1970, as the database holds it.
struct Timestamp: Sendable, Hashable, Comparable {
  var milliseconds: Int64

  init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  init(_ date: Date) {
    milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded(.down))
  }

  init(seconds: Int64) {
    milliseconds = seconds.multipliedReportingOverflow(by: 1_000).partialValue
  }

  static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  static func + (time: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds + duration.inMilliseconds)
  }

  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
  var seconds: Int64 { Timestamp.floored(milliseconds, 1_000) }

  /// ISO 8601 in UTC with milliseconds: `2026-11-23T01:16:00.000Z`.
  var text: String {
    let day = CalendarDay(number: Timestamp.floored(milliseconds, 86_400_000))
    let time = milliseconds - Timestamp.floored(milliseconds, 86_400_000) * 86_400_000
    return day.text + "T" + pad(time / 3_600_000, 2) + ":" + pad(time / 60_000 % 60, 2) + ":"
      + pad(time / 1_000 % 60, 2) + "." + pad(time % 1_000, 3) + "Z"
  }

  static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}

extension Timestamp {
  /// Reads an RFC 3339 time such as `2026-11-23T01:16:00.5Z` or `2026-11-23T01:16:00+01:00`; nil for anything else.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = CalendarDay(text.prefix(10)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
      let seconds = Self.secondsOfDay(bytes[11..<19])
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      for (index, digit) in digits.prefix(3).enumerated() {
        fraction += Int64(digit - 0x30) * [100, 10, 1][index]
      }
      rest = rest[digits.endIndex...]
    }
    var offset: Int64 = 0
    if rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) {
      offset = 0
    } else if rest.count == 6, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let shift = Self.secondsOfDay(rest.dropFirst() + Array(":00".utf8))
    {
      offset = sign == UInt8(ascii: "+") ? shift : -shift
    } else {
      return nil
    }
    self.init(milliseconds: day.start.milliseconds + (seconds - offset) * 1_000 + fraction)
  }

  /// The seconds of `HH:MM:SS`.
  private static func secondsOfDay(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.count == 2 && part.allSatisfy { (0x30...0x39).contains($0) }
        ? Int64(String(decoding: part, as: UTF8.self)) : nil
    }
    guard numbers.count == 3, parts.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] <= 60 else { return nil }
    return numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
  }
}
