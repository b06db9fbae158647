import CSimdJSON

extension ExactReader {
  static let wordsMessage = "only true, false and null are words of JSON, in small letters"
  static let escapesMessage = #"an escape is one of \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"#
  static let surrogatesMessage = """
    half of a surrogate pair stands alone; a character beyond \\uFFFF takes \\uD800 to \\uDBFF and then \\uDC00 to \\uDFFF
    """
  static let rangeMessage = """
    a number may have at most \(ExactNumber.maximumDigits) significant digits, and exponents up to \
    \(ExactNumber.maximumExponent)
    """

  func error(_ kind: JSONError.Kind, _ message: String) -> JSONError {
    JSONError(kind, at: offset, in: bytes, message)
  }

  func ended(_ expected: String) -> JSONError {
    JSONError(.unexpectedEnd, at: bytes.count, in: bytes, "the text ends where \(expected) must be")
  }

  /// Nil if all bytes up to `end`, that one included, are valid UTF-8 (RFC 3629).
  func encodingError(before end: Int) -> JSONError? {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    if bytes_are_utf8(base, bytes.count) != 0 { return nil }
    let valid = bytes_utf8_prefix(base, bytes.count)
    guard valid <= end else { return nil }
    return JSONError(.invalidUTF8, at: valid, in: bytes, "the bytes here are not valid UTF-8")
  }

  /// Why no value starts here, and what would be right.
  var noValueMessage: String {
    switch peek() ?? 0 {
    case UInt8(ascii: "'"): "a string must stand in double quotes"
    case UInt8(ascii: "+"): "a number must not start with a plus sign"
    case UInt8(ascii: "."): "a number must start with a digit"
    case UInt8(ascii: "/"), UInt8(ascii: "#"): "a value must start here; JSON has no comments"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): Self.wordsMessage
    default: "a value must start here, not \(sign)"
    }
  }

  /// What stands here, without quoting the text.
  var sign: String {
    guard let byte = peek() else { return "the end" }
    return switch byte {
    case UInt8(ascii: ","): "a comma"
    case UInt8(ascii: ":"): "a colon"
    case UInt8(ascii: "{"), UInt8(ascii: "}"): "a brace"
    case UInt8(ascii: "["), UInt8(ascii: "]"): "a bracket"
    case UInt8(ascii: "\""): "a double quote"
    case UInt8(ascii: "'"): "a single quote"
    case UInt8(ascii: "0")...UInt8(ascii: "9"): "a digit"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): "a letter"
    case 0: "a NUL byte"
    case 0..<0x20, 0x7F: "a control character"
    case 0xEF where bytes.dropFirst(offset).starts(with: [0xEF, 0xBB, 0xBF]): "a byte order mark"
    default: "another character"
    }
  }
}
