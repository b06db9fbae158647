#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One row: its values by column name.
package struct SQLRow: Sendable {
  /// The positions of the columns; one for all rows of a statement.
  private let positions: [String: Int]
  private let values: [SQLValue]

  package init(positions: [String: Int], values: [SQLValue]) {
    self.positions = positions
    self.values = values
  }

  /// - Throws: `column` where there is no such column.
  package func value(_ column: String) throws(SQLError) -> SQLValue {
    guard let position = positions[column], values.indices.contains(position) else {
      throw .column(column, problem: "is missing")
    }
    return values[position]
  }

  /// - Throws: `column` where it is missing or holds something else than a `Value`.
  package subscript<Value: SQLConvertible>(column: String) -> Value {
    get throws(SQLError) {
      guard let value = Value(sql: try value(column)) else {
        throw .column(column, problem: "holds something that is not a valid \(Value.self)")
      }
      return value
    }
  }

  /// The value that a column holds as JSON.
  ///
  /// - Throws: `column` where it is missing or does not hold the JSON of a `Value`.
  package func json<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws(SQLError) -> Value {
    guard let value = try optionalJSON(column, as: type) else { throw .column(column, problem: "is empty") }
    return value
  }

  /// As ``json(_:as:)``, and nil for null.
  package func optionalJSON<Value: Decodable>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(SQLError) -> Value? {
    guard let text: String = try self[column] else { return nil }
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw .column(column, problem: "does not hold the JSON of a \(type)")
    }
  }
}
