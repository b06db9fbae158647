/// An instant in UTC with microsecond precision.
///
/// Written as RFC 3339 with exactly six fractional digits, so that text order is time order.
package struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package init(seconds: Int64) {
    self.microseconds = seconds * 1_000_000
  }

  /// The last second that four digits of a year can say.
  package static let distantFuture = Timestamp(seconds: 253_402_300_799)

  package var seconds: Int64 { microseconds.flooredQuotient(by: 1_000_000) }
}

extension Timestamp: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  package static func + (left: Self, right: Duration) -> Self {
    Timestamp(microseconds: left.microseconds + right.wholeMicroseconds)
  }

  package static func - (left: Self, right: Duration) -> Self {
    Timestamp(microseconds: left.microseconds - right.wholeMicroseconds)
  }

  package static func - (left: Self, right: Self) -> Duration {
    .microseconds(left.microseconds - right.microseconds)
  }
}

extension Timestamp: LosslessStringConvertible {
  package var description: String {
    let date = CivilDate(daysSinceEpoch: seconds.flooredQuotient(by: 86_400))
    let secondOfDay = seconds - seconds.flooredQuotient(by: 86_400) * 86_400
    let fraction = microseconds - seconds * 1_000_000
    return date.description
      + "T\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
      + ".\(padded(fraction, 6))Z"
  }

  /// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`; nil for anything else.
  package init?(_ description: String) {
    var rest = Substring(description)
    guard let year = rest.takeDigits(4), rest.take("-"), let month = rest.takeDigits(2), rest.take("-"),
      let day = rest.takeDigits(2), rest.take("T") || rest.take("t"), let hour = rest.takeDigits(2), rest.take(":"),
      let minute = rest.takeDigits(2), rest.take(":"), let second = rest.takeDigits(2),
      let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction: Int64 = 0
    if rest.take(".") {
      var scale: Int64 = 100_000
      guard rest.first?.wholeNumberValue != nil else { return nil }
      while let digit = rest.first, digit.isASCII, let value = digit.wholeNumberValue {
        fraction += Int64(value) * scale
        scale /= 10
        rest.removeFirst()
      }
    }
    var offset: Int64 = 0
    if !(rest.take("Z") || rest.take("z")) {
      let sign: Int64
      if rest.take("+") { sign = 1 } else if rest.take("-") { sign = -1 } else { return nil }
      guard let hours = rest.takeDigits(2), rest.take(":"), let minutes = rest.takeDigits(2), hours < 24, minutes < 60
      else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
    }
    guard rest.isEmpty else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  /// `2026-01-18 09:30:12` in UTC, for tables that people read.
  package var short: String {
    String(description.prefix(19)).replacingT()
  }
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let timestamp = Timestamp(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an RFC 3339 time"))
    }
    self = timestamp
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

private func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Duration {
  /// Whole microseconds, rounded towards zero.
  package var wholeMicroseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}

extension Substring {
  fileprivate mutating func take(_ character: Character) -> Bool {
    guard first == character else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeDigits(_ count: Int) -> Int64? {
    let digits = prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    removeFirst(count)
    return Int64(digits)
  }
}

extension String {
  fileprivate func replacingT() -> String { String(map { $0 == "T" ? " " : $0 }) }
}
