extension TextFormat {
  /// RFC 4122, section 3, of any version.
  static func isUUID(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count == 36 else { return false }
    var index = 0
    while index < 36 {
      switch index {
      case 8, 13, 18, 23: if bytes[index] != UInt8(ascii: "-") { return false }
      default: if !isHexadecimal(bytes[index]) { return false }
      }
      index &+= 1
    }
    return true
  }

  /// ECMA-262, as ``RecordPattern`` reads it.
  static func isPattern(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    return RecordPattern.syntaxError(in: text) == nil
  }
}
