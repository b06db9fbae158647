/// Reads one JSON text (RFC 8259) into a ``JSONValue``.
///
/// Hand-written because a page of a thousand documents goes through it on every upload, and because its errors are
/// answered to the client.
struct JSONParser {
  /// Where and why a text is not JSON.
  struct Malformed: Error, Equatable {
    var reason: String
    var offset: Int
  }

  /// The deepest nesting that is read.
  static let depthLimit = 64

  private let bytes: [UInt8]
  private var position = 0

  static func parse(_ bytes: [UInt8]) throws(Malformed) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.malformed("text after the value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func malformed(_ reason: String) -> Malformed {
    Malformed(reason: reason, offset: position)
  }

  private var byte: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
    guard depth < Self.depthLimit else { throw malformed("nested deeper than \(Self.depthLimit) levels") }
    skipSpace()
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
    case .some: throw malformed("unexpected character")
    case nil: throw malformed("unexpected end")
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Malformed) -> JSONValue {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count, text.description.utf8.elementsEqual(bytes[position..<position + length])
    else { throw malformed("unexpected character") }
    position += length
    return value
  }

  private mutating func members(depth: Int) throws(Malformed) -> [JSONValue.Member] {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if byte == UInt8(ascii: "}") {
      position += 1
      return members
    }
    while true {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw malformed("expected a member name") }
      let key = try string()
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw malformed("expected ':'") }
      position += 1
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        position += 1
        return members
      default: throw malformed("expected ',' or '}'")
      }
    }
  }

  private mutating func elements(depth: Int) throws(Malformed) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if byte == UInt8(ascii: "]") {
      position += 1
      return elements
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        position += 1
        return elements
      default: throw malformed("expected ',' or ']'")
      }
    }
  }
}

// MARK: - Strings and numbers

extension JSONParser {
  private mutating func string() throws(Malformed) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try text(bytes[start..<position])
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw malformed("control character in a string") }
      position += 1
    }
    throw malformed("unterminated string")
  }

  /// The rest of a string from its first escape on.
  private mutating func escapedString(from start: Int) throws(Malformed) -> String {
    var buffer = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(buffer[...])
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case 0..<0x20: throw malformed("control character in a string")
      default: buffer.append(byte)
      }
    }
    throw malformed("unterminated string")
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(Malformed) {
    guard let byte else { throw malformed("unterminated string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      // A surrogate without its other half stands for no character and becomes U+FFFD.
      var scalar = try fourHexDigits()
      if (0xD800..<0xDC00).contains(scalar), bytes.count - position >= 6, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        let mark = position
        position += 2
        let low = try fourHexDigits()
        if (0xDC00..<0xE000).contains(low) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = mark
        }
      }
      buffer.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    default: throw malformed("unknown escape")
    }
  }

  private mutating func fourHexDigits() throws(Malformed) -> UInt32 {
    guard bytes.count - position >= 4 else { throw malformed("unterminated escape") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = hexDigit(bytes[position]) else { throw malformed("expected four hexadecimal digits") }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private func text(_ slice: ArraySlice<UInt8>) throws(Malformed) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw malformed("invalid UTF-8 in a string") }
    return text
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while let byte, isDigit(byte) { position += 1 }
    return position > start
  }

  private mutating func number() throws(Malformed) -> JSONValue {
    let start = position
    if byte == UInt8(ascii: "-") { position += 1 }
    let leadingZero = byte == UInt8(ascii: "0")
    let firstDigit = position
    guard skipDigits(), !(leadingZero && position - firstDigit > 1) else { throw malformed("malformed number") }
    var isInteger = true
    if byte == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard skipDigits() else { throw malformed("malformed number") }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() else { throw malformed("malformed number") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw malformed("number out of range") }
    return .number(number)
  }
}
