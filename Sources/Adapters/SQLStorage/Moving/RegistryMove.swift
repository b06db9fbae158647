import DataOpsCore

/// Everything of an SQLite registry on its way into a PostgreSQL registry, within one transaction of each.
///
/// Rows are copied with all their columns, so that order, identities, fences and hashes stay what they are. Afterwards every
/// table is read back on both sides; where they differ this throws, and the caller's transaction leaves nothing behind.
struct RegistryMove {
  let source: any SQLConnection
  let target: any SQLConnection

  /// - Parameter progress: told each table before its rows are copied.
  /// - Returns: the rows of each table.
  /// - Throws: `already_exists` where the target is in use; `storage_failed` for a difference, or tables that do not fit.
  func run(progress: (String) -> Void) throws -> [String: Int] {
    let tables = try MovedTable.all(in: source)
    try MovedTable.require(tables, in: target)
    try lock(tables)
    try empty(tables)
    for table in tables {
      progress(table.name)
      try about(table) { try copy(table) }
    }
    try countOn()
    progress("")
    return try compare(tables)
  }

  /// What migrations put in, and what idle processes leave: it gives way to what comes.
  private static let givingWay: Set<String> = [
    "registry", "turns", "audit_head", "leases", "schedules", "rate_buckets",
  ]

  private func empty(_ tables: [MovedTable]) throws {
    for table in tables where try !Self.givingWay.contains(table.name) && hasRows(table.name) {
      throw Failure(
        .alreadyExists, "the PostgreSQL registry is not empty: there are rows in table \(table.name)",
        remedy: "Import into a database of its own, or into one that was just made: dataops registry migrate")
    }
    for table in tables where Self.givingWay.contains(table.name) {
      try target.execute("DELETE FROM \(table.name)", [])
    }
  }

  private func hasRows(_ table: String) throws -> Bool {
    try !target.query("SELECT 1 AS one FROM \(table) LIMIT 1", []).isEmpty
  }

  private func copy(_ table: MovedTable) throws {
    var pages = TablePages(table, in: source)
    while let page = try pages.next() { try target.execute(table.inserts(of: page)) }
  }

  private func compare(_ tables: [MovedTable]) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    for table in tables {
      let (there, here) = (try TableDigest(of: table, in: source), try TableDigest(of: table, in: target))
      guard there == here else {
        let what = there.rows == here.rows ? "its rows differ" : "\(there.rows) rows became \(here.rows)"
        throw Failure(
          .storageFailed, "table \(table.name) did not arrive as it was: \(what); nothing was imported",
          remedy: "Look for triggers and rules in schema \(PostgresAddress.schema), and report this.", retryable: false)
      }
      rows[table.name] = there.rows
    }
    return rows
  }

  private func about(_ table: MovedTable, _ body: () throws -> Void) throws {
    do { try body() } catch let error as SQLError where !error.passes {
      throw error.failure(about: "table \(table.name)")
    }
  }
}

extension RegistryMove {
  /// Keeps every other process from writing until the transaction ends; those who try wait.
  private func lock(_ tables: [MovedTable]) throws {
    try target.execute("LOCK TABLE \(tables.map(\.name).joined(separator: ", ")) IN EXCLUSIVE MODE", [])
  }

  /// Lets rows that are inserted from now on be counted behind those that were copied.
  private func countOn() throws {
    let counted = try target.query(
      """
      SELECT table_name::text AS name, column_name::text AS member FROM information_schema.columns
      WHERE table_schema = '\(PostgresAddress.schema)' AND is_identity = 'YES'
      """, [])
    for row in counted {
      let (table, column): (String, String) = (try row["name"], try row["member"])
      _ = try target.query(
        """
        SELECT setval(
          pg_get_serial_sequence(?, ?), coalesce((SELECT max(\(column)) FROM \(table)), 1),
          EXISTS (SELECT 1 FROM \(table)))
        """, ["\(PostgresAddress.schema).\(table)".sql, column.sql])
    }
  }
}
