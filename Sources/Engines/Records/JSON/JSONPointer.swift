/// A path to a value inside a JSON document (RFC 6901).
public struct JSONPointer: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The unescaped reference tokens; none of them means the whole document.
  public var tokens: [String]

  /// The whole document unless tokens are given; they are not escaped.
  public init(tokens: [String] = []) { self.tokens = tokens }

  /// Reads `/a/b~1c/0`; nil unless the text is empty or starts with a slash and every `~` is part of `~0` or `~1`.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      self.init()
      return
    }
    guard text.first == "/" else { return nil }
    var tokens: [String] = []
    for escaped in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescape(escaped) else { return nil }
      tokens.append(token)
    }
    self.init(tokens: tokens)
  }

  /// Goes on to a member.
  public mutating func append(_ token: String) { tokens.append(token) }

  /// Goes on to an element, counted from 0.
  public mutating func append(_ index: Int) { tokens.append(String(index)) }

  /// The pointer that goes on to a member.
  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

  /// The pointer that goes on to an element, counted from 0.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// As RFC 6901, section 3, writes it: `~` as `~0` and `/` as `~1`. Reads back as the same pointer.
  public var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// The value that the pointer leads to, if there is one.
  public func resolve(in document: JSONValue) -> JSONValue? {
    var value = document
    for token in tokens {
      switch value {
      case .object(let object):
        guard let member = object[token] else { return nil }
        value = member
      case .array(let elements):
        guard let index = Self.arrayIndex(token), index < elements.count else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let pointer = JSONPointer(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a JSON pointer is empty or starts with a slash")
    }
    self = pointer
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Digits without a leading zero; nil otherwise.
  static func arrayIndex(_ token: String) -> Int? {
    guard token == "0" || (token.first != "0" && token.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }) else {
      return nil
    }
    return Int(token)
  }

  private static func unescape(_ escaped: Substring) -> String? {
    var token = ""
    var scalars = escaped.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        token.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": token += "~"
      case "1": token += "/"
      default: return nil
      }
    }
    return token
  }
}
