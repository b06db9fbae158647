/// A row to be written: its columns by how they may change.
struct SQLRecord {
  let table: String
  /// What identifies the row.
  let key: KeyValuePairs<String, SQLValue>
  /// What never changes once it is inserted.
  let fixed: KeyValuePairs<String, SQLValue>
  /// What an update sets.
  let changing: KeyValuePairs<String, SQLValue>

  private var columns: [(key: String, value: SQLValue)] { Array(key) + Array(fixed) + Array(changing) }

  var insert: SQLStatement {
    let columns = columns
    let names = columns.map(\.key).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    return SQLStatement("INSERT INTO \(table) (\(names)) VALUES (\(marks))", columns.map(\.value))
  }

  /// Inserts, or replaces all but the key where there is a row with this key.
  var store: SQLStatement {
    let (insert, conflict) = (insert, conflict)
    return SQLStatement(
      "\(insert.sql) ON CONFLICT (\(conflict.keys)) DO UPDATE SET \(conflict.changes)", insert.values)
  }

  /// The columns that ``store`` replaces, and those that it finds the row by.
  private var conflict: (keys: String, changes: String) {
    (
      key.map(\.key).joined(separator: ", "),
      (Array(fixed) + Array(changing)).map { "\($0.key) = excluded.\($0.key)" }.joined(separator: ", ")
    )
  }

  /// Stores many records with the same columns, as ``store`` does each.
  ///
  /// - Parameter records: of one noun; no two with the same key.
  static func store(_ records: [SQLRecord]) -> [SQLStatement] {
    many(records) { record in
      let conflict = record.conflict
      return " ON CONFLICT (\(conflict.keys)) DO UPDATE SET \(conflict.changes)"
    }
  }

  /// Inserts many records with the same columns.
  static func insert(_ records: [SQLRecord]) -> [SQLStatement] { many(records) { _ in "" } }

  /// Statements of few different texts, so that they are prepared once: full ones, and one a record for the rest.
  private static func many(_ records: [SQLRecord], _ ending: (SQLRecord) -> String) -> [SQLStatement] {
    guard let first = records.first else { return [] }
    let rowsAtOnce = 32
    let full = records.count / rowsAtOnce * rowsAtOnce
    let chunks = stride(from: 0, to: full, by: rowsAtOnce).map { records[$0..<$0 + rowsAtOnce] }
    let rest = records[full...].map { [$0][...] }
    let names = first.columns.map(\.key).joined(separator: ", ")
    let marks = "(" + first.columns.map { _ in "?" }.joined(separator: ", ") + ")"
    let end = ending(first)
    return (chunks + rest).map { chunk in
      let rows = chunk.map { _ in marks }.joined(separator: ", ")
      return SQLStatement(
        "INSERT INTO \(first.table) (\(names)) VALUES \(rows)\(end)",
        chunk.flatMap { record in record.columns.map(\.value) })
    }
  }

  /// Sets what may change where the row still has `guards`.
  ///
  /// - Parameter also: further assignments without parameters, such as `version = version + 1`.
  func update(also: String? = nil, where guards: KeyValuePairs<String, SQLValue>) -> SQLStatement {
    let changes = (changing.map { "\($0.key) = ?" } + [also].compactMap(\.self)).joined(separator: ", ")
    let conditions = (Array(key) + Array(guards)).map { "\($0.key) = ?" }.joined(separator: " AND ")
    return SQLStatement(
      "UPDATE \(table) SET \(changes) WHERE \(conditions)",
      changing.map(\.value) + key.map(\.value) + guards.map(\.value))
  }
}

/// A statement with the values of its parameters.
package struct SQLStatement: Sendable {
  let sql: String
  let values: [SQLValue]

  init(_ sql: String, _ values: [SQLValue] = []) {
    self.sql = sql
    self.values = values
  }
}

/// The conditions of a list, joined by AND.
struct SQLConditions {
  private(set) var values: [SQLValue] = []
  private var conditions: [String] = []

  /// Restricts the list; a nil `value` does not.
  ///
  /// - Parameter condition: with one parameter: `status = ?`.
  mutating func add(_ condition: String, _ value: (some SQLConvertible)?) {
    guard let value else { return }
    conditions.append(condition)
    values.append(value.sql)
  }

  mutating func add(_ condition: String) {
    conditions.append(condition)
  }

  /// - Parameter condition: with as many parameters as there are `values`.
  mutating func add(_ condition: String, values more: [SQLValue]) {
    conditions.append(condition)
    values += more
  }

  /// Restricts the list to those whose `id` begins with `prefix`, as a range that the index on it has together.
  mutating func addIdentityPrefix(_ prefix: String?) {
    guard let prefix else { return }
    // Behind every hexadecimal digit and the hyphen.
    add("id >= ? AND id < ?", values: [prefix.sql, (prefix + "g").sql])
  }

  /// Empty, or `WHERE …`.
  var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }
}
