extension TapeValue {
  /// The text of a key, which is a string or an integer however it is written; nil for anything else.
  ///
  /// A string and an integer of the same text are the same key, because exports disagree on the quotes.
  @inline(__always)
  func withKey<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    switch tag {
    case Tag.string: return body(stringBytes)
    case Tag.signed:
      let value = Int64(bitPattern: tape[index &+ 1])
      return Self.withDigits(value.magnitude, isNegative: value < 0, body)
    case Tag.unsigned: return Self.withDigits(tape[index &+ 1], isNegative: false, body)
    case Tag.double:
      let value = Double(bitPattern: tape[index &+ 1])
      guard let integer = Int64(exactly: value) else { return withBigKey(body) }
      return Self.withDigits(integer.magnitude, isNegative: integer < 0, body)
    case Tag.big: return withBigKey(body)
    default: return nil
    }
  }

  private func withBigKey<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    guard let number = exactNumber, number.isInteger else { return nil }
    var text = number.description
    return text.withUTF8(body)
  }

  var isKey: Bool { withKey { _ in true } ?? false }

  var keyFingerprint: KeyFingerprint? {
    @inline(__always)
    get { withKey { KeyFingerprint($0) } }
  }

  /// What stands for a scalar among the values of a field; nil for null, arrays and objects.
  var scalarFingerprint: KeyFingerprint? {
    if let key = keyFingerprint { return key }
    var text: String
    switch tag {
    case Tag.true: text = "true"
    case Tag.false: text = "false"
    case Tag.double, Tag.big: text = exactNumber?.description ?? ""
    default: return nil
    }
    return text.withUTF8 { KeyFingerprint($0, .literal) }
  }

  @inline(__always)
  private static func withDigits<Result>(
    _ magnitude: UInt64, isNegative: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      var start = 24
      var rest = magnitude
      repeat {
        start &-= 1
        buffer[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if isNegative {
        start &-= 1
        buffer[start] = UInt8(ascii: "-")
      }
      return body(UnsafeBufferPointer(rebasing: buffer[start...]))
    }
  }
}
