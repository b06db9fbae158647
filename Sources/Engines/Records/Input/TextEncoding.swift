/// What the first bytes of a text tell about its encoding.
enum TextEncoding {
  static let tellingBytes = 4

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes the byte order mark of UTF-8 has at the start of `bytes`: 3, or 0 if there is none.
  ///
  /// - Throws: for UTF-16 and UTF-32, with or without a byte order mark; JSON texts begin with ASCII, so that zero bytes
  ///   tell them (RFC 4627, section 3).
  static func checkedMark(of bytes: UnsafeRawBufferPointer) throws(InputError) -> Int {
    if bytes.starts(with: mark) { return mark.count }
    let first = Array(bytes.prefix(tellingBytes))
    if first.starts(with: [0xFF, 0xFE, 0, 0]) || first == [0, 0, 0xFE, 0xFF] { throw refusal(of: "UTF-32") }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { throw refusal(of: "UTF-16") }
    guard first.count == tellingBytes else { return 0 }
    switch first.map({ $0 != 0 }) {
    case [true, false, true, false], [false, true, false, true]: throw refusal(of: "UTF-16")
    case [true, false, false, false], [false, false, false, true]: throw refusal(of: "UTF-32")
    default: return 0
    }
  }

  private static func refusal(of encoding: String) -> InputError {
    InputError(
      .unsupportedEncoding,
      "the text is in \(encoding), but JSON is exchanged in UTF-8; convert it: iconv -f \(encoding) -t UTF-8",
      at: TextPlace())
  }
}
