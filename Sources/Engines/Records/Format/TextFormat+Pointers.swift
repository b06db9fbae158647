extension TextFormat {
  /// RFC 6901, section 3.
  static func isJSONPointer(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 0 else { return true }
    guard bytes[0] == UInt8(ascii: "/") else { return false }
    var index = 0
    while index < count {
      if bytes[index] == UInt8(ascii: "~") {
        index &+= 1
        guard index < count, bytes[index] == UInt8(ascii: "0") || bytes[index] == UInt8(ascii: "1") else {
          return false
        }
      }
      index &+= 1
    }
    return true
  }

  /// draft-bhutton-relative-json-pointer-00, section 3: `0#`, `2/a`, `1-1/b`.
  static func isRelativeJSONPointer(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var reader = FormatReader(bytes, count)
    guard reader.accept("0") || reader.digits() > 0 else { return false }
    if reader.accept("+") || reader.accept("-") {
      guard reader.next != UInt8(ascii: "0"), reader.digits() > 0 else { return false }
    }
    if reader.accept("#") { return reader.isAtEnd }
    let (rest, length) = reader.rest
    return isJSONPointer(rest, length)
  }
}
