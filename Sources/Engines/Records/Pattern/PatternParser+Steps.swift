extension PatternParser {
  func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  /// All of these scalars, or none.
  mutating func accept(all text: StaticString) -> Bool {
    let isThere = text.withUTF8Buffer { bytes in
      position + bytes.count <= scalars.count
        && bytes.indices.allSatisfy { scalars[position + $0].value == UInt32(bytes[$0]) }
    }
    if isThere { position += text.utf8CodeUnitCount }
    return isThere
  }

  mutating func decimalDigit() -> Int? {
    guard let scalar = peek(), ("0"..."9").contains(scalar) else { return nil }
    position += 1
    return Int(scalar.value - 0x30)
  }

  mutating func hexadecimalDigit() -> UInt32? {
    guard let scalar = peek(), scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
    position += 1
    return UInt32(digit)
  }

  func error(_ message: String) -> PatternError { PatternError(position: position, message: message) }
}
