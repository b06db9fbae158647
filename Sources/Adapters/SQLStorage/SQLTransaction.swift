import DataOpsCore
import DataOpsLifecycle

/// The registry as one transaction sees and changes it; the queries are in `Queries`, one file for each noun.
struct SQLTransaction {
  let connection: any SQLConnection
  /// The number of the newest migration.
  let schemaVersion: Int
  let memory = Memory()

  /// What a transaction need not ask twice.
  final class Memory {
    /// The end of the audit chain, once this transaction has it to itself.
    var auditEnd: AuditEnd?
  }
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

  /// All rows of a query that is more than a condition.
  func rows(_ sql: String, _ values: [SQLValue] = [], about what: String = "the registry") throws(Failure) -> [SQLRow] {
    do { return try connection.query(sql, values) } catch { throw error.failure(about: what) }
  }

  /// Those of `ids` that there are.
  func these<Noun: SQLStored, Entity>(_ ids: Set<Identifier<Entity>>) throws(Failure) -> [Noun] {
    guard !ids.isEmpty else { return [] }
    let table = connection.dialect.rows([("wanted", .text)])
    let wanted = SQLValue.objects(ids.map { ["wanted": .string($0.description)] })
    return try all("WHERE id IN (SELECT wanted FROM \(table) AS these)", [wanted])
  }

  func insertRows(_ nouns: [some SQLStored]) throws(Failure) { try changeRows(nouns, SQLRecord.insert) }

  func storeRows(_ nouns: [some SQLStored]) throws(Failure) { try changeRows(nouns, SQLRecord.store) }

  private func changeRows<Noun: SQLStored>(
    _ nouns: [Noun], _ statements: ([SQLRecord]) -> [SQLStatement]
  ) throws(Failure) {
    do {
      try connection.execute(statements(try nouns.map { noun throws(SQLError) in try noun.record() }))
    } catch {
      throw error.failure(about: nouns.count == 1 ? nouns[0].label : "one of \(nouns.count) rows of \(Noun.table)")
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
