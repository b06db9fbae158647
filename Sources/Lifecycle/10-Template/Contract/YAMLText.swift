internal import DataRecords

/// A JSON value as YAML 1.2 in block style, two spaces a level.
///
/// A text stands plain only where no reader, of YAML 1.1 either, could take it for something else; otherwise in double quotes,
/// where JSON's escapes are YAML's.
struct YAMLText {
  let bytes: [UInt8]

  init(_ value: JSONValue) {
    bytes = Array(Self.lines(value).joined(separator: "\n").utf8) + [0x0A]
  }

  private static func lines(_ value: JSONValue) -> [String] {
    switch value {
    case .object(let object) where !object.isEmpty:
      object.members.flatMap { member -> [String] in
        let key = scalar(.string(member.name)) + ":"
        guard isBlock(member.value) else { return ["\(key) \(scalar(member.value))"] }
        return [key] + lines(member.value).map { "  " + $0 }
      }
    case .array(let elements) where !elements.isEmpty:
      elements.flatMap { element in
        lines(element).enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
      }
    default: [scalar(value)]
    }
  }

  private static func isBlock(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let object): !object.isEmpty
    case .array(let elements): !elements.isEmpty
    default: false
    }
  }

  private static func scalar(_ value: JSONValue) -> String {
    if case .string(let text) = value { return isPlain(text) ? text : quoted(text) }
    return String(decoding: value.bytes(), as: UTF8.self)
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isLetter(first), last != " ",
      !reserved.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy {
      isLetter($0) || "0"..."9" ~= $0 || " _-./(),;+".unicodeScalars.contains($0)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }

  /// Words that some version of YAML reads as a boolean or null.
  private static let reserved: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

  private static func quoted(_ text: String) -> String {
    String(decoding: JSONValue.string(text).bytes(), as: UTF8.self).unicodeScalars.reduce(into: "") { result, scalar in
      // Characters that JSON allows in a text and YAML only as escapes (YAML 1.2.2 §5.1).
      switch scalar.value {
      case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
