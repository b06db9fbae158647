import DataOpsCore
import GRDB

/// A transaction of SQLite; statements are prepared once a connection and kept.
struct SQLiteConnection: SQLConnection {
  let database: Database
  let announcement = Announcement()

  /// Whether the transaction made work.
  final class Announcement {
    fileprivate(set) var isMade = false
  }

  var dialect: SQLDialect { .sqlite }

  func query(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> [SQLRow] {
    try SQLError.translating {
      let statement = try prepare(sql, values)
      var positions: [String: Int] = [:]
      for (position, name) in statement.columnNames.enumerated() { positions[name] = position }
      var rows: [SQLRow] = []
      let cursor = try Row.fetchCursor(statement)
      while let row = try cursor.next() {
        rows.append(SQLRow(positions: positions, values: try row.databaseValues.map(SQLValue.init)))
      }
      return rows
    }
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> Int {
    try SQLError.translating {
      try prepare(sql, values).execute()
      return database.changesCount
    }
  }

  func execute(_ statements: [SQLStatement]) throws(SQLError) -> [Int] {
    try statements.map { statement throws(SQLError) in try execute(statement.sql, statement.values) }
  }

  func announceWork() { announcement.isMade = true }

  private func prepare(_ sql: String, _ values: [SQLValue]) throws -> Statement {
    for value in values { try value.requireKeepable() }
    let statement = try database.cachedStatement(sql: sql)
    try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
    return statement
  }
}

extension SQLValue {
  fileprivate init(_ value: DatabaseValue) throws(SQLError) {
    switch value.storage {
    case .null: self = .null
    case .int64(let integer): self = .integer(integer)
    case .double(let real): self = .real(real)
    case .string(let text): self = .text(text)
    case .blob: throw .column("of bytes", problem: "is unknown to the schema")
    }
  }

  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let integer): integer.databaseValue
    case .real(let real): real.databaseValue
    case .text(let text): text.databaseValue
    }
  }
}
