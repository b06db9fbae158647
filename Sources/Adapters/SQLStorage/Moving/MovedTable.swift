/// A table on its way from one registry to another: its name, its columns, and the key that puts its rows in an order.
///
/// Keys are whole numbers, names and instants, which every database sorts alike.
struct MovedTable: Hashable, Sendable {
  let name: String
  let columns: [String]
  let key: [String]
}

extension MovedTable {
  /// The first rows in the order of the key, or those behind the row with this key.
  func page(after key: [SQLValue]?, limit: Int) -> SQLStatement {
    let marks = self.key.map { _ in "?" }.joined(separator: ", ")
    let condition = key == nil ? "" : " WHERE (\(Self.list(self.key))) > (\(marks))"
    return SQLStatement(
      "SELECT \(Self.list(columns)) FROM \(name)\(condition) ORDER BY \(Self.list(self.key)) LIMIT ?",
      (key ?? []) + [limit.sql])
  }

  /// Statements of two different texts, so that they are prepared once: for many rows, and for one of the rest.
  func inserts(of rows: [[SQLValue]]) -> [SQLStatement] {
    let full = rows.count / Self.rowsAtOnce * Self.rowsAtOnce
    let chunks = stride(from: 0, to: full, by: Self.rowsAtOnce).map { rows[$0..<$0 + Self.rowsAtOnce] }
    let rest = rows[full...].map { [$0][...] }
    let marks = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
    return (chunks + rest).map { chunk in
      let values = chunk.map { _ in marks }.joined(separator: ", ")
      return SQLStatement(
        "INSERT INTO \(name) (\(Self.list(columns))) VALUES \(values)", chunk.flatMap(\.self))
    }
  }

  private static let rowsAtOnce = 32

  /// In quotes, because some columns are called like words of SQL.
  private static func list(_ columns: [String]) -> String {
    columns.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
