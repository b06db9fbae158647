import CSimdJSON

extension ExactReader {
  mutating func number() throws(JSONError) {
    let start = offset
    _ = accept(UInt8(ascii: "-"))
    let integerStart = offset
    try digits("a digit")
    if offset &- integerStart > 1, bytes[integerStart] == UInt8(ascii: "0") {
      throw JSONError(.invalidNumber, at: integerStart, in: bytes, "a number must not start with a needless zero")
    }
    if accept(UInt8(ascii: ".")) { try digits("a digit behind the decimal point") }
    if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
      if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
      try digits("a digit of the exponent")
    }
    try append(UnsafeRawBufferPointer(rebasing: bytes[start..<offset]), at: start)
  }

  private mutating func digits(_ expected: String) throws(JSONError) {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset &+= 1 }
    guard offset > start else {
      throw peek() == nil ? ended(expected) : error(.invalidNumber, "\(expected) must be here, not \(sign)")
    }
  }

  private func append(_ literal: UnsafeRawBufferPointer, at start: Int) throws(JSONError) {
    let text = literal.bindMemory(to: UInt8.self)
    let reading = number_read(text.baseAddress, text.count)
    switch reading.form {
    case number_signed: append(Tag.signed, reading)
    case number_unsigned: append(Tag.unsigned, reading)
    case number_double: append(Tag.double, reading)
    default:
      guard ExactNumber(json: text) != nil else {
        throw JSONError(.numberOutOfRange, at: start, in: bytes, Self.rangeMessage)
      }
      let string = tape.beginString()
      tape.append(bytes: literal)
      tape.endString(string)
      tape.append(tag: Tag.big, string)
    }
  }

  private func append(_ tag: UInt8, _ reading: number_reading) {
    tape.append(tag: tag)
    tape.append(word: reading.bits)
  }
}
