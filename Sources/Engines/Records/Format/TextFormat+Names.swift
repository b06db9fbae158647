extension TextFormat {
  /// The mailbox of RFC 5321 in its usual form: a dot-atom, `@`, and a host name of two labels or one.
  static func isEmail(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 254 else { return false }
    var at = 0
    var previous = UInt8(ascii: ".")
    while at < count, bytes[at] != UInt8(ascii: "@") {
      let byte = bytes[at]
      if byte == UInt8(ascii: ".") ? previous == byte : !isAtom(byte) { return false }
      previous = byte
      at &+= 1
    }
    guard at < count, at >= 1, at <= 64, previous != UInt8(ascii: ".") else { return false }
    return isHostName(bytes + (at &+ 1), count &- at &- 1)
  }

  private static func isHostName(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var labelStart = 0
    var index = 0
    while index <= count {
      if index == count || bytes[index] == UInt8(ascii: ".") {
        let length = index &- labelStart
        guard length >= 1, length <= 63, bytes[labelStart] != UInt8(ascii: "-"),
          bytes[index &- 1] != UInt8(ascii: "-")
        else { return false }
        labelStart = index &+ 1
      } else if !isLetter(bytes[index]), !isDigit(bytes[index]), bytes[index] != UInt8(ascii: "-") {
        return false
      }
      index &+= 1
    }
    return true
  }

  /// RFC 3986: a scheme, a colon, and only the characters that a URI may have.
  static func isURI(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 0, isLetter(bytes[0]) else { return false }
    var index = 1
    while index < count, bytes[index] != UInt8(ascii: ":") {
      switch bytes[index] {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
      case let byte where isLetter(byte) || isDigit(byte): break
      default: return false
      }
      index &+= 1
    }
    guard index < count else { return false }
    index &+= 1
    var fragments = 0
    while index < count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "%"):
        guard index &+ 2 < count, isHexadecimal(bytes[index &+ 1]), isHexadecimal(bytes[index &+ 2]) else {
          return false
        }
        index &+= 2
      case UInt8(ascii: "#"):
        fragments &+= 1
        if fragments > 1 { return false }
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
        UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
        return false
      default: if byte <= 0x20 || byte >= 0x7F { return false }
      }
      index &+= 1
    }
    return true
  }

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

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

  private static func isAtom(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
      UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }
}
