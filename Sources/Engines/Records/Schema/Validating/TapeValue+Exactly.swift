extension TapeValue {
  /// Any number, exactly; a double counts as the shortest decimal that reads back as it.
  var exactNumber: ExactNumber? {
    switch tag {
    case Tag.signed: ExactNumber(Int64(bitPattern: tape[index + 1]))
    case Tag.unsigned: ExactNumber(tape[index + 1])
    case Tag.double: ExactNumber(Double(bitPattern: tape[index + 1]))
    default: nil
    }
  }
}
