import CSimdJSON

extension TextFormat {
  /// RFC 1123, section 2.1; labels that begin with `xn--` must be those of internationalized names.
  static func isHostName(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 253 else { return false }
    var reader = FormatReader(bytes, count)
    var isInternational = false
    repeat {
      let start = reader.index
      reader.skip(bytes_of_labels)
      let (label, length) = reader.bytes(since: start)
      guard length >= 1, length <= 63, label[0] != UInt8(ascii: "-"), label[length &- 1] != UInt8(ascii: "-") else {
        return false
      }
      if length > 3, label[2] == UInt8(ascii: "-"), label[3] == UInt8(ascii: "-"),
        label[0] | 0x20 == UInt8(ascii: "x"), label[1] | 0x20 == UInt8(ascii: "n")
      {
        isInternational = true
      }
    } while reader.accept(".")
    return reader.isAtEnd && (!isInternational || InternationalName(bytes, count) != nil)
  }

  /// RFC 5890, section 2.3.2.3.
  static func isInternationalHostName(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index < count, bytes[index] < 0x80 { index &+= 1 }
    return index == count ? isHostName(bytes, count) : InternationalName(bytes, count) != nil
  }
}
