import CSimdJSON

extension ExactReader {
  /// A string or a name, from its opening quote on.
  mutating func string() throws(JSONError) {
    offset &+= 1
    let start = tape.beginString()
    while true {
      appendPlainRun()
      guard let byte = peek() else { throw ended("the closing quote of a string") }
      switch byte {
      case UInt8(ascii: "\""):
        offset &+= 1
        tape.endString(start)
        tape.append(tag: Tag.string, start)
        return
      case UInt8(ascii: "\\"): append(try escape())
      default:
        throw error(.controlCharacter, "a control character inside a string must be written as an escape")
      }
    }
  }

  private mutating func appendPlainRun() {
    guard offset < bytes.count, let base = bytes.baseAddress else { return }
    let start = (base + offset).assumingMemoryBound(to: UInt8.self)
    let length = bytes_json_plain_prefix(start, bytes.count &- offset)
    tape.append(bytes: UnsafeRawBufferPointer(start: start, count: length))
    offset &+= length
  }

  private func append(_ scalar: Unicode.Scalar) {
    for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { tape.append(byte: unit) }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset &+= 1
    guard let byte = peek() else { throw ended("the rest of an escape") }
    offset &+= 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw JSONError(.invalidEscape, at: start, in: bytes, Self.escapesMessage)
    }
    let high = try hexadecimalUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")) {
      let low = try hexadecimalUnit()
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw JSONError(.loneSurrogate, at: start, in: bytes, Self.surrogatesMessage)
  }

  private mutating func hexadecimalUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek() else { throw ended("four hexadecimal digits") }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte & 0x0F)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        unit = unit << 4 | UInt32((byte & 0x0F) &+ 9)
      default: throw error(.invalidEscape, "four hexadecimal digits must follow \\u, not \(sign)")
      }
      offset &+= 1
    }
    return unit
  }
}
