enum Slug {
  /// Lower-case ASCII letters and digits, other characters as single hyphens; `fallback` where nothing is left.
  static func of(_ text: String, limit: Int = 63, fallback: String) -> String {
    var bytes: [UInt8] = []
    bytes.append(slugOf: text.utf8, limit: limit)
    return bytes.isEmpty ? fallback : String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends at most `limit` bytes of the text's slug, possibly none.
  mutating func append(slugOf text: some Sequence<UInt8>, limit: Int) {
    let start = count
    for byte in text {
      guard count - start < limit else { break }
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): append(byte | 0x20)
      case UInt8(ascii: "'"): break
      default:
        if count > start, last != UInt8(ascii: "-") { append(UInt8(ascii: "-")) }
      }
    }
    while count > start, last == UInt8(ascii: "-") { removeLast() }
  }
}
