extension TextFormat {
  /// Four numbers up to 255 without leading zeros (RFC 2673, section 3.2).
  static func isIPv4(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 7, count <= 15 else { return false }
    var index = 0
    var parts = 0
    while parts < 4 {
      let start = index
      var value = 0
      while index < count, isDigit(bytes[index]) {
        value = value &* 10 &+ Int(bytes[index] &- 0x30)
        index &+= 1
      }
      let length = index &- start
      guard length >= 1, length <= 3, value <= 255, length == 1 || bytes[start] != UInt8(ascii: "0") else {
        return false
      }
      parts &+= 1
      if parts < 4 {
        guard index < count, bytes[index] == UInt8(ascii: ".") else { return false }
        index &+= 1
      }
    }
    return index == count
  }

  /// RFC 4291, section 2.2, in any of its three forms; without a zone.
  static func isIPv6(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 2, count <= 45 else { return false }
    var index = 0
    var groups = 0
    var isShortened = false
    if bytes[0] == UInt8(ascii: ":") {
      guard bytes[1] == UInt8(ascii: ":") else { return false }
      isShortened = true
      index = 2
    }
    while index < count {
      let start = index
      while index < count, isHexadecimal(bytes[index]) { index &+= 1 }
      if index < count, bytes[index] == UInt8(ascii: ".") {
        groups &+= 2
        return isIPv4(bytes + start, count &- start) && (isShortened ? groups < 8 : groups == 8)
      }
      guard index > start, index &- start <= 4 else { return false }
      groups &+= 1
      guard index < count else { break }
      guard bytes[index] == UInt8(ascii: ":"), index &+ 1 < count else { return false }
      index &+= 1
      if bytes[index] == UInt8(ascii: ":") {
        guard !isShortened else { return false }
        isShortened = true
        index &+= 1
      }
    }
    return isShortened ? groups < 8 : groups == 8
  }
}
