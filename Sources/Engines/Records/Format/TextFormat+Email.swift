import CSimdJSON

extension TextFormat {
  /// A mailbox of RFC 5321, section 4.1.2; with `isInternational`, of RFC 6531, section 3.3.
  static func isEmail(_ bytes: UnsafePointer<UInt8>, _ count: Int, isInternational: Bool = false) -> Bool {
    guard count >= 3, count <= 254 else { return false }
    var reader = FormatReader(bytes, count)
    guard reader.next == UInt8(ascii: "\"") ? quoted(&reader, isInternational) : atoms(&reader, isInternational),
      reader.index <= 64, reader.accept("@"), !reader.isAtEnd
    else { return false }
    let (domain, length) = reader.rest
    if domain[0] == UInt8(ascii: "[") { return isAddressLiteral(domain, length) }
    return isInternational ? isInternationalHostName(domain, length) : isHostName(domain, length)
  }

  /// Reads atoms with dots between them.
  private static func atoms(_ reader: inout FormatReader, _ isInternational: Bool) -> Bool {
    repeat {
      let start = reader.index
      reader.skip(bytes_of_atoms)
      while isInternational, reader.next >= 0x80 {
        reader.skip()
        reader.skip(bytes_of_atoms)
      }
      if reader.index == start { return false }
    } while reader.accept(".")
    return true
  }

  private static func quoted(_ reader: inout FormatReader, _ isInternational: Bool) -> Bool {
    reader.skip()
    while !reader.isAtEnd {
      if reader.accept("\"") { return true }
      if reader.accept("\\"), reader.next >= 0x80 { return false }
      guard reader.next >= 0x20, reader.next < 0x7F || reader.next >= 0x80 && isInternational else { return false }
      reader.skip()
    }
    return false
  }

  /// `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
  private static func isAddressLiteral(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 2, bytes[count &- 1] == UInt8(ascii: "]") else { return false }
    if isIPv4(bytes + 1, count &- 2) { return true }
    guard count > 7, bytes[1] | 0x20 == UInt8(ascii: "i"), bytes[2] | 0x20 == UInt8(ascii: "p"),
      bytes[3] | 0x20 == UInt8(ascii: "v"), bytes[4] == UInt8(ascii: "6"), bytes[5] == UInt8(ascii: ":")
    else { return false }
    return isIPv6(bytes + 6, count &- 7)
  }
}
