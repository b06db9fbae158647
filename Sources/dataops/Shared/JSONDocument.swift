import DataOpsCore
import Foundation

/// Entities as JSON for programs: `snake_case` names in order, the same content always the same text.
enum JSONDocument {
  /// One indented document, with a newline at its end.
  static func text(of value: some Encodable) throws(Failure) -> String {
    try encode(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  /// One line, for a file of such lines.
  static func line(of value: some Encodable) throws(Failure) -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func encode(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return safe(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    } catch {
      throw Failure(.internalError, "the result cannot be written as JSON", remedy: "Please report this.")
    }
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
