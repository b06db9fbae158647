import CSimdJSON

/// A strict reader of one JSON text that knows where it stands; recursion is bounded by the depth limit.
struct JSONScanner {
  private let bytes: UnsafeRawBufferPointer
  private let limits: JSONLimits
  private var offset = 0
  private var depth = 0

  init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.maximumBytes else {
      throw JSONError(
        kind: .tooLarge, offset: 0, line: 1, column: 1,
        message: "the text has \(bytes.count) bytes, the limit is \(limits.maximumBytes)")
    }
    try checkEncoding()
    skipSpace()
    guard offset < bytes.count else { throw error(.empty, "there is no JSON value") }
    let value = try self.value()
    skipSpace()
    guard offset == bytes.count else { throw error(.trailingCharacters, "the text goes on after its value") }
    return value
  }

  // MARK: Values

  private mutating func value() throws(JSONError) -> JSONValue {
    guard let byte = peek() else { throw ended("a value") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.unexpectedCharacter, "a value must start here")
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    let start = offset
    offset += 1
    var object = JSONObject()
    skipSpace()
    if accept(UInt8(ascii: "}")) { return .object(object) }
    try enter(from: start)
    while true {
      skipSpace()
      let start = offset
      guard let byte = peek() else { throw ended("a member name") }
      guard byte == UInt8(ascii: "\"") else {
        throw error(.unexpectedCharacter, "a member name in quotes must be here")
      }
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"), "a colon")
      skipSpace()
      let value = try self.value()
      guard object.appendIfNew(name: name, value: value) else {
        throw JSONError(.duplicateName, at: start, in: bytes, "the object already has a member of this name")
      }
      skipSpace()
      if accept(UInt8(ascii: "}")) {
        depth -= 1
        return .object(object)
      }
      try expect(UInt8(ascii: ","), "a comma or a closing brace")
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    let start = offset
    offset += 1
    var elements: [JSONValue] = []
    skipSpace()
    if accept(UInt8(ascii: "]")) { return .array(elements) }
    try enter(from: start)
    while true {
      skipSpace()
      elements.append(try value())
      skipSpace()
      if accept(UInt8(ascii: "]")) {
        depth -= 1
        return .array(elements)
      }
      try expect(UInt8(ascii: ","), "a comma or a closing bracket")
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = peek() else { throw ended("the rest of a literal") }
      guard byte == word.utf8Start[index] else {
        throw error(.unexpectedCharacter, "only true, false and null are words of JSON")
      }
      offset += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    _ = accept(UInt8(ascii: "-"))
    let integerStart = offset
    try digits("a digit")
    if offset - integerStart > 1, bytes[integerStart] == UInt8(ascii: "0") {
      throw JSONError(.invalidNumber, at: integerStart, in: bytes, "a number must not start with a needless zero")
    }
    var isInteger = true
    if accept(UInt8(ascii: ".")) {
      isInteger = false
      try digits("a digit after the decimal point")
    }
    if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
      isInteger = false
      if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
      try digits("a digit of the exponent")
    }
    return try UnsafeRawBufferPointer(rebasing: bytes[start..<offset]).withMemoryRebound(to: UInt8.self) {
      (literal) throws(JSONError) in
      guard let number = ExactNumber(json: literal) else {
        throw JSONError(.numberOutOfRange, at: start, in: bytes, Self.beyondLimits)
      }
      guard !isInteger, let double = number.double else { return JSONValue(number) }
      return .number(double)
    }
  }

  private static let beyondLimits = """
    a number may have at most \(ExactNumber.maximumDigits) significant digits and exponents up to \
    \(ExactNumber.maximumExponent)
    """

  private mutating func digits(_ expected: String) throws(JSONError) {
    let start = offset
    while let byte = peek(), byte &- UInt8(ascii: "0") < 10 { offset += 1 }
    guard offset > start else {
      throw peek() == nil ? ended(expected) : error(.invalidNumber, "\(expected) must be here")
    }
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    let first = plainRun()
    if peek() == UInt8(ascii: "\"") {
      offset += 1
      return String(decoding: first, as: UTF8.self)
    }
    var text = Array(first)
    while true {
      guard let byte = peek() else { throw ended("the closing quote of a string") }
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: String(try escape()).utf8)
      default:
        throw error(.controlCharacter, "a control character in a string must be written as an escape")
      }
      text.append(contentsOf: plainRun())
    }
  }

  private mutating func plainRun() -> UnsafeRawBufferPointer {
    guard offset < bytes.count, let base = bytes.baseAddress else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let length = bytes_json_plain_prefix((base + offset).assumingMemoryBound(to: UInt8.self), bytes.count - offset)
    defer { offset += length }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    guard let byte = peek() else { throw ended("the rest of an escape") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw JSONError(.invalidEscape, at: start, in: bytes, "JSON has no such escape")
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
    throw JSONError(.loneSurrogate, at: start, in: bytes, "half of a surrogate pair stands alone")
  }

  private mutating func hexadecimalUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek() else { throw ended("four hexadecimal digits") }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error(.invalidEscape, "four hexadecimal digits must follow \\u")
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }

  // MARK: Steps

  private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(JSONError) {
    guard !accept(byte) else { return }
    throw peek() == nil ? ended(name) : error(.unexpectedCharacter, "\(name) must be here")
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private mutating func enter(from start: Int) throws(JSONError) {
    guard depth < limits.maximumDepth else {
      throw JSONError(.tooDeep, at: start, in: bytes, "nesting is deeper than \(limits.maximumDepth) levels")
    }
    depth += 1
  }

  private func checkEncoding() throws(JSONError) {
    guard let base = bytes.baseAddress else { return }
    if bytes_are_utf8(base.assumingMemoryBound(to: UInt8.self), bytes.count) != 0 { return }
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var valid = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid += UTF8.width(scalar) }
    throw JSONError(.invalidUTF8, at: valid, in: bytes, "the bytes here are not valid UTF-8")
  }

  private func error(_ kind: JSONError.Kind, _ message: String) -> JSONError {
    JSONError(kind, at: offset, in: bytes, message)
  }

  private func ended(_ expected: String) -> JSONError {
    JSONError(.unexpectedEnd, at: bytes.count, in: bytes, "the text ends where \(expected) must be")
  }
}
