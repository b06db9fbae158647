extension TapeValue {
  /// Any number, exactly; a double counts as the shortest decimal that reads back as it.
  ///
  /// - Complexity: linear in the digits; allocates.
  public var exactNumber: ExactNumber? {
    switch tag {
    case Tag.signed: ExactNumber(Int64(bitPattern: tape[index + 1]))
    case Tag.unsigned: ExactNumber(tape[index + 1])
    case Tag.double: ExactNumber(Double(bitPattern: tape[index + 1]))
    case Tag.big: ExactNumber(json: stringBytes)
    default: nil
    }
  }

  /// Whether only a literal holds this number.
  @inline(__always)
  var isBig: Bool { tag == Tag.big }

  /// Of a big number.
  var isWrittenAsInteger: Bool {
    stringBytes.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: "-") }
  }
}
