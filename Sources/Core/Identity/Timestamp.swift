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
    let days = seconds.flooredQuotient(by: 86_400)
    let date = CivilDate(daysSinceEpoch: days)
    let secondOfDay = seconds - days * 86_400
    var text = TimeText()
    text.write(date.year, digits: 4, then: "-")
    text.write(date.month, digits: 2, then: "-")
    text.write(date.day, digits: 2, then: "T")
    text.write(secondOfDay / 3600, digits: 2, then: ":")
    text.write(secondOfDay / 60 % 60, digits: 2, then: ":")
    text.write(secondOfDay % 60, digits: 2, then: ".")
    text.write(microseconds - seconds * 1_000_000, digits: 6, then: "Z")
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`; nil for anything else.
  package init?(_ description: String) {
    var rest = description.utf8[...]
    guard let year = rest.takeNumber(digits: 4), rest.take("-"), let month = rest.takeNumber(digits: 2), rest.take("-"),
      let day = rest.takeNumber(digits: 2), rest.take("T") || rest.take("t"), let hour = rest.takeNumber(digits: 2),
      rest.take(":"), let minute = rest.takeNumber(digits: 2), rest.take(":"), let second = rest.takeNumber(digits: 2),
      let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction: Int64 = 0
    if rest.take(".") {
      var scale: Int64 = 100_000
      guard let first = rest.takeNumber(digits: 1) else { return nil }
      fraction = first * scale
      while let digit = rest.takeNumber(digits: 1) {
        scale /= 10
        fraction += digit * scale
      }
    }
    var offset: Int64 = 0
    if !(rest.take("Z") || rest.take("z")) {
      let sign: Int64
      if rest.take("+") { sign = 1 } else if rest.take("-") { sign = -1 } else { return nil }
      guard let hours = rest.takeNumber(digits: 2), rest.take(":"), let minutes = rest.takeNumber(digits: 2),
        hours < 24, minutes < 60
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

/// Numbers of fixed widths, and what stands between them. Every row of the registry has several times.
private struct TimeText {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(27) }

  mutating func write(_ value: Int64, digits: Int, then separator: Unicode.Scalar) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let number = value.magnitude
    var scale: UInt64 = 1
    for _ in 1..<digits { scale *= 10 }
    // A year of more than four digits keeps them all.
    while number / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / scale % 10))
      scale /= 10
    }
    bytes.append(UInt8(ascii: separator))
  }
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

extension Substring.UTF8View {
  fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard first == UInt8(ascii: character) else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeNumber(digits: Int) -> Int64? {
    var (rest, number) = (self, Int64(0))
    for _ in 0..<digits {
      guard let digit = rest.popFirst(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    self = rest
    return number
  }
}

extension String {
  fileprivate func replacingT() -> String { String(map { $0 == "T" ? " " : $0 }) }
}
