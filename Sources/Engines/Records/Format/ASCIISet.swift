/// A set of ASCII characters, a bit for each.
struct ASCIISet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// - Parameter others: Members beside letters and digits; those that are not ASCII are none.
  init(lettersDigitsAnd others: StaticString) {
    for byte in UInt8(0)..<0x80 where TextFormat.isLetter(byte) || TextFormat.isDigit(byte) { insert(byte) }
    others.withUTF8Buffer { for byte in $0 where byte < 0x80 { insert(byte) } }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0
  }
}
