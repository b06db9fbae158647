import DataOpsCore
import Foundation

/// Entities as JSON for programs: `snake_case` names in order, the same content always the same text.
enum JSONDocument {
  /// One indented document, with a newline at its end.
  static func text(of value: some Encodable) throws(Failure) -> String {
    indented(try encoded(value)) + "\n"
  }

  /// One line, for a file of such lines.
  static func line(of value: some Encodable) throws(Failure) -> String {
    try encoded(value) + "\n"
  }

  private static func encoded(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return safe(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      throw Failure(.internalError, "the result cannot be written as JSON", remedy: "Please report this.")
    }
  }

  /// The same document with a member or element a line; `JSONEncoder` would leave blank lines in empty arrays.
  private static func indented(_ compact: String) -> String {
    var text: [UInt8] = []
    var depth = 0
    var isInString = false
    var isEscaped = false
    var isFresh = false
    func newline() { text += [0x0A] + repeatElement(0x20, count: depth * 2) }
    for byte in compact.utf8 {
      if isInString {
        text.append(byte)
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      if closes { depth -= 1 }
      if isFresh != closes { newline() }
      isFresh = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      text.append(byte)
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: ","): newline()
      case UInt8(ascii: ":"): text.append(0x20)
      default: if isFresh { depth += 1 }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Hidden characters can only stand within strings, where JSON has another way to write them.
  private static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.isHidden && $0 != "\n" }) else { return text }
    return text.unicodeScalars.reduce(into: "") { safe, scalar in
      guard scalar.isHidden, scalar != "\n" else { return safe.unicodeScalars.append(scalar) }
      for unit in UTF16.encode(scalar) ?? .init([]) {
        let digits = String(unit, radix: 16)
        safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }
}
