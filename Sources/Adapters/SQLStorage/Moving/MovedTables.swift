import DataOpsCore

extension MovedTable {
  /// What each database keeps for itself: which migrations were applied to it, and which of its commits took place.
  private static let own: Set<String> = ["schema_migrations", "migration_turn", "committed_writes"]

  /// Every table of an SQLite registry, those before the others that these refer to.
  static func all(in source: any SQLConnection) throws -> [MovedTable] {
    let names: [String] = try source.query(source.dialect.tableNames, []).map { try $0["name"] }
    var waiting = try names.filter { !own.contains($0) }.sorted().map { name in
      (table: try MovedTable(name, in: source), parents: try parents(of: name, in: source))
    }
    var ordered: [MovedTable] = []
    while !waiting.isEmpty {
      let missing = Set(waiting.map(\.table.name))
      let free = waiting.filter { $0.parents.isDisjoint(with: missing) }
      guard !free.isEmpty else {
        throw Failure(
          .internalError, "the tables \(missing.sorted().joined(separator: ", ")) refer to each other in a circle")
      }
      ordered += free.map(\.table)
      waiting.removeAll { one in free.contains { $0.table == one.table } }
    }
    return ordered
  }

  private init(_ name: String, in source: any SQLConnection) throws {
    let rows = try source.query("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [name.sql])
    let columns: [(name: String, place: Int)] = try rows.map { (try $0["name"], try $0["pk"]) }
    self.name = name
    self.columns = columns.map(\.name)
    key = columns.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name)
    guard !key.isEmpty else { throw Failure(.internalError, "table \(name) has no primary key") }
  }

  /// The other tables that this one refers to.
  private static func parents(of name: String, in source: any SQLConnection) throws -> Set<String> {
    let rows = try source.query("SELECT DISTINCT \"table\" AS parent FROM pragma_foreign_key_list(?)", [name.sql])
    return Set(try rows.map { try $0["parent"] as String }).subtracting([name])
  }

  /// - Throws: `storage_failed` where a PostgreSQL registry does not have exactly these tables with these columns.
  static func require(_ tables: [MovedTable], in target: any SQLConnection) throws {
    let rows = try target.query(
      """
      SELECT table_name::text AS name, column_name::text AS member FROM information_schema.columns
      WHERE table_schema = '\(PostgresAddress.schema)'
      """, [])
    var found: [String: Set<String>] = [:]
    for row in rows {
      let (table, column): (String, String) = (try row["name"], try row["member"])
      if !own.contains(table) { found[table, default: []].insert(column) }
    }
    let wanted = Dictionary(tables.map { ($0.name, Set($0.columns)) }) { first, _ in first }
    let names = Set(found.keys).union(wanted.keys).sorted()
    guard let odd = names.first(where: { found[$0] != wanted[$0] }) else { return }
    throw Failure(
      .storageFailed, "table \(odd) of the PostgreSQL registry is not the one of the registry file",
      remedy: "Bring it to the schema of this program first: dataops registry migrate", retryable: false)
  }
}
