import DataOpsCore

/// Brings a database to the newest schema, and refuses one that is not ours or that a newer program made unfit for this one.
package struct Migrator {
  var migrations = Migration.all

  /// What a database was found to be.
  package enum State: Hashable, Sendable {
    case empty
    /// So many migrations were applied; more than this program knows where a newer one left it fit for this one.
    case registry(applied: Int)
  }

  /// - Throws: `storage_newer`; `storage_failed` for a foreign database or an edited migration.
  func state(of connection: any SQLConnection) throws -> State {
    let tables: [String] = try connection.query(connection.dialect.tableNames, []).map { row throws(SQLError) in
      try row["name"]
    }
    if Set(tables).subtracting(["migration_turn"]).isEmpty { return .empty }
    guard tables.contains("schema_migrations") else {
      throw Failure(
        .storageFailed, "the registry's database belongs to another program",
        remedy: "Check the path of the data directory, or the address of the registry.", retryable: false)
    }
    let rows = try connection.query("SELECT * FROM schema_migrations ORDER BY number", [])
    for (row, migration) in zip(rows, migrations) {
      let (number, checksum): (Int, String) = (try row["number"], try row["checksum"])
      guard number == migration.number, checksum == migration.checksum(in: connection.dialect) else {
        throw Failure(
          .storageFailed, "the registry was made by another edition of schema \(migration.number) (\(migration.name))",
          remedy: "Use the dataops that made it; a released schema is never edited.", retryable: false)
      }
    }
    if rows.count > migrations.count, let newest = rows.last {
      // Nobody knows what the first schema's column would have said of later ones.
      let oldest: Int? = rows.count > 1 ? try newest["oldest_program"] : nil
      guard let oldest, oldest <= migrations.count else {
        let number: Int = try newest["number"]
        throw Failure(
          .storageNewer, "the registry has schema \(number); this program knows schemas up to \(migrations.count)",
          remedy: "Use a newer dataops, or restore the backup that was made before the upgrade.")
      }
    }
    return .registry(applied: rows.count)
  }

  /// Applies what is missing, in the transaction of `connection`.
  func migrate(_ connection: any SQLConnection, id: Identifier<DatasetRegistry>, at now: Timestamp) throws {
    while try applyNext(connection, id: id, at: now) {}
  }

  /// Applies the first migration that is missing, in the transaction of `connection`.
  ///
  /// - Returns: whether there was one.
  func applyNext(_ connection: any SQLConnection, id: Identifier<DatasetRegistry>, at now: Timestamp) throws -> Bool {
    let applied: Int
    switch try state(of: connection) {
    case .empty:
      try connection.execute(Self.history(connection.dialect), [])
      applied = 0
    case .registry(let count):
      applied = count
    }
    guard let migration = migrations.dropFirst(applied).first else { return false }
    for statement in migration.statements(connection.dialect) {
      try connection.execute(statement, [])
    }
    try connection.execute(
      "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
      [migration.number.sql, migration.name.sql, migration.checksum(in: connection.dialect).sql, now.sql])
    if migration.number >= 2 {
      try connection.execute(
        "UPDATE schema_migrations SET oldest_program = ? WHERE number = ?",
        [migration.oldestProgram.sql, migration.number.sql])
    }
    if applied == 0 {
      try connection.execute("INSERT INTO registry (id, created_at) VALUES (?, ?)", [id.sql, now.sql])
    }
    return true
  }

  private static func history(_ dialect: SQLDialect) -> String {
    """
    CREATE TABLE schema_migrations (
      number \(dialect.integer) NOT NULL PRIMARY KEY,
      name \(dialect.text) NOT NULL,
      checksum \(dialect.text) NOT NULL,
      applied_at \(dialect.instant) NOT NULL
    )\(dialect.tableOptions)
    """
  }
}
