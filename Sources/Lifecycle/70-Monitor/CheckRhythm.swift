package import DataOpsCore

/// When a connector is checked: at its own moment of every interval, so that all connectors together spread over the round.
///
/// The moment follows from the connector's identity. It is the same in every process, after every restart, and after checks that came
/// late.
package struct CheckRhythm: Hashable, Sendable {
  package let interval: Duration
  /// The moment within the interval.
  package let offset: Duration

  /// - Parameter interval: more than zero; a shorter one than a second counts as one.
  package init(_ connector: Identifier<GleanConnector>, every interval: Duration) {
    let interval = max(interval, .seconds(1))
    self.interval = interval
    let width = UInt64(interval.wholeMicroseconds)
    offset = .microseconds(Int64(connector.spread % width))
  }

  /// The first moment behind `instant`.
  package func next(after instant: Timestamp) -> Timestamp {
    let (width, start) = (interval.wholeMicroseconds, offset.wholeMicroseconds)
    let passed = instant.microseconds - start
    let (quotient, remainder) = passed.quotientAndRemainder(dividingBy: width)
    let whole = remainder < 0 ? quotient - 1 : quotient
    return Timestamp(microseconds: (whole + 1) * width + start)
  }
}

extension Identifier {
  /// A number that says nothing, the same for the same identity everywhere (FNV-1a, 64 bits, mixed).
  fileprivate var spread: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // The high bits of FNV are the well mixed ones.
    hash ^= hash >> 32
    hash = hash &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash >> 29)
  }
}
