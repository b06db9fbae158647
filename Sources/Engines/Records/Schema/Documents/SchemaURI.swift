/// A URI reference in its parts (RFC 3986).
struct SchemaURI: Sendable, Hashable, CustomStringConvertible {
  private(set) var scheme: String?
  private(set) var authority: String?
  private(set) var path = ""
  private(set) var query: String?
  /// Without the `#`; not decoded.
  private(set) var fragment: String?

  /// Takes any text apart, as appendix B of the standard does.
  init(_ text: String) {
    var rest = Substring(text)
    if let mark = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = rest[..<end].lowercased()
      rest = rest[end...]
    }
    path = String(rest)
  }

  /// The reference seen from this URI (clause 5.2.2).
  func resolving(_ reference: String) -> SchemaURI {
    let relative = SchemaURI(reference)
    var target = relative
    target.path = Self.withoutDots(relative.path)
    guard relative.scheme == nil else { return target }
    target.scheme = scheme
    guard relative.authority == nil else { return target }
    target.authority = authority
    if relative.path.isEmpty {
      target.path = path
      target.query = relative.query ?? query
    } else if !relative.path.hasPrefix("/") {
      target.path = Self.withoutDots(merged(with: relative.path))
    }
    return target
  }

  /// Names the whole resource.
  var withoutFragment: String {
    var whole = self
    whole.fragment = nil
    return whole.description
  }

  /// The fragment with its percent escapes resolved; nil if they do not form UTF-8.
  var decodedFragment: String? { fragment.map(Self.decoded) ?? "" }

  var isAbsolute: Bool { scheme != nil }

  var description: String {
    var text = scheme.map { "\($0):" } ?? ""
    if let authority { text += "//\(authority)" }
    text += path
    if let query { text += "?\(query)" }
    if let fragment { text += "#\(fragment)" }
    return text
  }

  /// Nil unless the result is UTF-8.
  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.first?.isHexDigit == true, let value = UInt8(digits, radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// A text as the fragment of a URI (RFC 3986, clause 3.5).
  static func encoded(fragment text: String) -> String {
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if Self.isLetter(byte) || byte &- 0x30 < 10 || "-._~!$&'()*+,;=:@/?".utf8.contains(byte) {
        encoded.append(byte)
      } else {
        encoded += "%".utf8
        encoded += (byte < 16 ? "0" : "").utf8
        encoded += String(byte, radix: 16, uppercase: true).utf8
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private func merged(with relative: String) -> String {
    if authority != nil, path.isEmpty { return "/" + relative }
    guard let slash = path.lastIndex(of: "/") else { return relative }
    return path[...slash] + relative
  }

  /// Clause 5.2.4.
  private static func withoutDots(_ path: String) -> String {
    guard path.contains("."), path.contains("/") else { return path }
    var segments: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { segments.append("") }
      case "..":
        if segments.count > (path.hasPrefix("/") ? 1 : 0) { segments.removeLast() }
        if isLast { segments.append("") }
      default: segments.append(part)
      }
    }
    return segments.joined(separator: "/")
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { byte in
      isLetter(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
  }
}
