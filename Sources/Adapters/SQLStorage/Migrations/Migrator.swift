import DataOpsCore

/// Brings a database to the newest schema, and refuses one that is not ours or that a newer program wrote.
struct Migrator {
  var migrations = Migration.all

  /// What a database was found to be.
  enum State: Hashable {
    case empty
    /// The first `applied` migrations were applied.
    case registry(applied: Int)
  }

  /// - Throws: `storage_newer`; `storage_failed` for a foreign database or an edited migration.
  func state(of connection: any SQLConnection) throws -> State {
    let tables: [String] = try connection.query(connection.dialect.tableNames, []).map { row throws(SQLError) in
      try row["name"]
    }
    if tables.isEmpty { return .empty }
    guard tables.contains("schema_migrations") else {
      throw Failure(
        .storageFailed, "the registry's file is a database of another program",
        remedy: "Check the path of the data directory.", retryable: false)
    }
    let rows = try connection.query("SELECT number, checksum FROM schema_migrations ORDER BY number", [])
    let newest: Int = try rows.last?["number"] ?? 0
    guard newest <= migrations.count else {
      throw Failure(
        .storageNewer, "the registry has schema \(newest); this program knows schemas up to \(migrations.count)",
        remedy: "Use a newer dataops, or restore the backup that was made before the upgrade.")
    }
    for (row, migration) in zip(rows, migrations) {
      let (number, checksum): (Int, String) = (try row["number"], try row["checksum"])
      guard number == migration.number, checksum == migration.checksum(in: connection.dialect) else {
        throw Failure(
          .storageFailed, "the registry was made by another edition of schema \(migration.number) (\(migration.name))",
          remedy: "Use the dataops that made it; a released schema is never edited.", retryable: false)
      }
    }
    return .registry(applied: rows.count)
  }

  /// Applies what is missing, in the transaction of `connection`.
  func migrate(_ connection: any SQLConnection, id: Identifier<DatasetRegistry>, at now: Timestamp) throws {
    let applied: Int
    switch try state(of: connection) {
    case .empty:
      try connection.execute(Self.history(connection.dialect), [])
      applied = 0
    case .registry(let count):
      applied = count
    }
    for migration in migrations.dropFirst(applied) {
      for statement in migration.statements(connection.dialect) {
        try connection.execute(statement, [])
      }
      try connection.execute(
        "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
        [migration.number.sql, migration.name.sql, migration.checksum(in: connection.dialect).sql, now.sql])
    }
    if applied == 0 {
      try connection.execute("INSERT INTO registry (id, created_at) VALUES (?, ?)", [id.sql, now.sql])
    }
  }

  private static func history(_ dialect: SQLDialect) -> String {
    """
    CREATE TABLE schema_migrations (
      number \(dialect.integer) NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      checksum TEXT NOT NULL,
      applied_at \(dialect.instant) NOT NULL
    )\(dialect.tableOptions)
    """
  }
}
