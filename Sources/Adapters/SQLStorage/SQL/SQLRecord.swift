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
    let insert = insert
    let names = key.map(\.key).joined(separator: ", ")
    let changes = (Array(fixed) + Array(changing)).map { "\($0.key) = excluded.\($0.key)" }.joined(separator: ", ")
    return SQLStatement("\(insert.sql) ON CONFLICT (\(names)) DO UPDATE SET \(changes)", insert.values)
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
struct SQLStatement {
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

  /// Empty, or `WHERE …`.
  var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }
}
