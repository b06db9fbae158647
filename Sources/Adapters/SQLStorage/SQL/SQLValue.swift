import DataOpsCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value on its way into or out of a database.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
}

extension SQLValue {
  /// - Throws: `column` for text that databases would cut off.
  func requireKeepable() throws(SQLError) {
    guard case .text(let text) = self, text.utf8.contains(0) else { return }
    throw .column("of text", problem: "would hold a NUL character, which databases do not keep")
  }

  /// JSON text with sorted keys; null for nil.
  ///
  /// - Throws: `column` where a number in `value` is not finite.
  static func json(_ value: (some Encodable)?, column: String) throws(SQLError) -> SQLValue {
    guard let value else { return .null }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      throw .column(column, problem: "has a value that JSON cannot express")
    }
  }

  /// A JSON array of objects, for ``SQLDialect/rows``.
  static func objects(_ objects: [[String: JSON]]) -> SQLValue {
    // Strings, integers and null always have their JSON.
    (try? json(objects, column: "rows")) ?? .text("[]")
  }
}
