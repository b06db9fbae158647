extension TextFormat {
  /// RFC 1123, section 2.1; labels that begin with `xn--` must be those of internationalized names.
  static func isHostName(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 253 else { return false }
    var labelStart = 0
    var index = 0
    var isInternational = false
    while index <= count {
      if index == count || bytes[index] == UInt8(ascii: ".") {
        let length = index &- labelStart
        guard length >= 1, length <= 63, bytes[labelStart] != UInt8(ascii: "-"),
          bytes[index &- 1] != UInt8(ascii: "-")
        else { return false }
        if length > 3, bytes[labelStart &+ 2] == UInt8(ascii: "-"), bytes[labelStart &+ 3] == UInt8(ascii: "-"),
          bytes[labelStart] | 0x20 == UInt8(ascii: "x"), bytes[labelStart &+ 1] | 0x20 == UInt8(ascii: "n")
        {
          isInternational = true
        }
        labelStart = index &+ 1
      } else if !isLetter(bytes[index]), !isDigit(bytes[index]), bytes[index] != UInt8(ascii: "-") {
        return false
      }
      index &+= 1
    }
    return !isInternational || InternationalName(bytes, count) != nil
  }

  /// RFC 5890, section 2.3.2.3.
  static func isInternationalHostName(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index < count, bytes[index] < 0x80 { index &+= 1 }
    return index == count ? isHostName(bytes, count) : InternationalName(bytes, count) != nil
  }
}
