import DataOpsCore
import DataOpsLifecycle

/// The registry as one transaction sees and changes it; the queries are in `Queries`, one file for each noun.
struct SQLTransaction {
  let connection: any SQLConnection
  /// The number of the newest migration.
  let schemaVersion: Int
}

extension SQLTransaction: RegistryWriting {}

extension SQLTransaction {
  /// All rows that `clause` (`WHERE …`, `ORDER BY …`) gives.
  func all<Noun: SQLStored>(
    _ clause: String, _ values: [SQLValue] = []
  ) throws(Failure) -> [Noun] {
    do {
      return try connection.query("SELECT * FROM \(Noun.table) \(clause)", values).map { row throws(SQLError) in
        try Noun(row)
      }
    } catch {
      throw error.failure(about: "table \(Noun.table)")
    }
  }

  func first<Noun: SQLStored>(
    _ clause: String, _ values: [SQLValue] = []
  ) throws(Failure) -> Noun? {
    let nouns: [Noun] = try all(clause + " LIMIT 1", values)
    return nouns.first
  }

  /// The only value of the only row of a query that always gives one.
  func value<Value: SQLConvertible>(
    _ sql: String, _ values: [SQLValue] = [], as type: Value.Type = Value.self
  ) throws(Failure) -> Value {
    do throws(SQLError) {
      guard let row = try connection.query(sql, values).first else { throw .column("value", problem: "is missing") }
      return try row["value"]
    } catch {
      throw error.failure()
    }
  }

  func insertRow(_ noun: some SQLStored) throws(Failure) {
    try changeRow(noun) { $0.insert }
  }

  func storeRow(_ noun: some SQLStored) throws(Failure) {
    try changeRow(noun) { $0.store }
  }

  /// - Returns: how many rows changed.
  @discardableResult
  func changeRow(_ noun: some SQLStored, _ statement: (SQLRecord) -> SQLStatement) throws(Failure) -> Int {
    do {
      let statement = statement(try noun.record())
      return try connection.execute(statement.sql, statement.values)
    } catch {
      throw error.failure(about: noun.label)
    }
  }

  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue], about what: String) throws(Failure) -> Int {
    do {
      return try connection.execute(sql, values)
    } catch {
      throw error.failure(about: what)
    }
  }
}
