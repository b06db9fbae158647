#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A range of IP addresses in CIDR form, such as `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
struct AddressRange: Sendable, Equatable {
  /// The range as it was written.
  let text: String
  private let bytes: [UInt8]
  private let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first, let bytes = Self.bytes(of: String(address)) else { return nil }
    var bits = bytes.count * 8
    if parts.count == 2 {
      guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let given = Int(parts[1]), given <= bits
      else { return nil }
      bits = given
    }
    self.text = text
    self.bytes = bytes
    self.bits = bits
  }

  /// Whether the address, written as text, is in the range.
  func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
    return zip(bytes, other).enumerated().allSatisfy { index, pair in
      let shown = min(8, max(0, bits - index * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> shown)
      return pair.0 & mask == pair.1 & mask
    }
  }

  /// The bytes of an address; an IPv4 address that is written as an IPv6 one counts as what it is.
  private static func bytes(of address: String) -> [UInt8]? {
    var short = in_addr()
    if inet_pton(AF_INET, address, &short) == 1 { return withUnsafeBytes(of: &short) { Array($0) } }
    var long = in6_addr()
    guard inet_pton(AF_INET6, address, &long) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: &long) { Array($0) }
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10..<12].allSatisfy { $0 == 0xFF }
    return isMapped ? Array(bytes[12...]) : bytes
  }
}
