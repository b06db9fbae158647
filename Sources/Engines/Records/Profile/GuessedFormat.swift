/// What a string is written like.
public enum GuessedFormat: String, Sendable, Hashable, Codable, CaseIterable {
  case dateTime = "date-time"
  case date, email, uri, uuid, ipv4, ipv6
  /// A whole number as JSON would write it, in a string.
  case integer
  /// A decimal number as JSON would write it, in a string.
  case number
  /// `true` or `false` in a string, in any case of letters.
  case boolean

  /// Whether JSON Schema knows it as a format of a string.
  public var isSchemaFormat: Bool {
    switch self {
    case .integer, .number, .boolean: false
    default: true
    }
  }
}

/// Finds the format of a string; at most one.
struct FormatGuesser: Sendable {
  private let dateTime = TextFormat(schemaName: "date-time")
  private let date = TextFormat(schemaName: "date")
  private let email = TextFormat(schemaName: "email")
  private let uri = TextFormat(schemaName: "uri")
  private let uuid = TextFormat(schemaName: "uuid")
  private let ipv4 = TextFormat(schemaName: "ipv4")
  private let ipv6 = TextFormat(schemaName: "ipv6")

  private static let longest = 2_048

  func format(_ text: UnsafeBufferPointer<UInt8>) -> GuessedFormat? {
    guard let bytes = text.baseAddress, text.count > 0, text.count <= Self.longest else { return nil }
    let count = text.count
    let first = bytes[0]
    if count == 36, bytes[8] == UInt8(ascii: "-"), uuid?.matches(bytes, count) == true { return .uuid }
    if first &- 0x30 < 10 || first == UInt8(ascii: "-") {
      if count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") {
        if count == 10, date?.matches(bytes, count) == true { return .date }
        if count >= 20, count <= 40, dateTime?.matches(bytes, count) == true { return .dateTime }
      }
      if count <= 32, let number = Self.number(bytes, count) { return number }
      if count >= 7, count <= 15, ipv4?.matches(bytes, count) == true { return .ipv4 }
    } else if count == 4 || count == 5, Self.isBoolean(bytes, count) {
      return .boolean
    }
    return named(bytes, count)
  }

  /// What has a sign in the middle that tells it: `@`, `://`, two colons.
  private func named(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> GuessedFormat? {
    var index = 0
    let end = min(count, 65)
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "@"): return email?.matches(bytes, count) == true ? .email : nil
      case UInt8(ascii: ":"):
        if Self.isOpaque(bytes, count, colon: index) { return uri?.matches(bytes, count) == true ? .uri : nil }
        return count <= 45 && ipv6?.matches(bytes, count) == true ? .ipv6 : nil
      case 0...0x20, 0x80...: return nil
      default: index &+= 1
      }
    }
    return nil
  }

  /// Whether a colon is that of a URI as people know it: with a host, a mailbox or a name of a namespace behind it.
  private static func isOpaque(_ bytes: UnsafePointer<UInt8>, _ count: Int, colon: Int) -> Bool {
    if colon &+ 2 < count, bytes[colon &+ 1] == UInt8(ascii: "/"), bytes[colon &+ 2] == UInt8(ascii: "/") {
      return true
    }
    let scheme = UnsafeBufferPointer(start: bytes, count: colon)
    return scheme.elementsEqual("mailto".utf8) || scheme.elementsEqual("urn".utf8) || scheme.elementsEqual("tel".utf8)
  }

  private static func isBoolean(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let word: StaticString = count == 4 ? "true" : "false"
    for index in 0..<count where bytes[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }

  /// The grammar of RFC 8259 §6, without exponents.
  private static func number(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> GuessedFormat? {
    var index = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let start = index
    while index < count, bytes[index] &- 0x30 < 10 { index &+= 1 }
    guard index > start, index == start &+ 1 || bytes[start] != 0x30 else { return nil }
    if index == count { return .integer }
    guard bytes[index] == UInt8(ascii: "."), index &+ 1 < count else { return nil }
    index &+= 1
    while index < count, bytes[index] &- 0x30 < 10 { index &+= 1 }
    return index == count ? .number : nil
  }
}
