import DataRecords
import GRDB

/// The registered datasources and who may see them before everybody may.
struct DatasourceTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// - Throws: a refusal when the name is unknown.
  func require(_ name: String) throws -> Datasource {
    guard let datasource = try find(name) else { throw Refusal.unknownDatasource(name) }
    return datasource
  }

  func find(_ name: String) throws -> Datasource? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, config, visibility FROM datasource WHERE key = ?"),
      arguments: [name.lowercased()]
    ).map(datasource)
  }

  func find(id: Int64) throws -> Datasource? {
    try Row.fetchOne(db, sql: "SELECT id, config, visibility FROM datasource WHERE id = ?", arguments: [id])
      .map(datasource)
  }

  func all() throws -> [Datasource] {
    try Row.fetchAll(db, sql: "SELECT id, config, visibility FROM datasource ORDER BY key").map(datasource)
  }

  private func datasource(_ row: Row) throws -> Datasource {
    let id: Int64 = row["id"]
    let text: String = row["config"]
    let config = try DatasourceConfig(JSONValue(wire: Array(text.utf8)))
    var identityID = id
    if let name = config.identityDatasourceName {
      let sql = "SELECT id FROM datasource WHERE key = ?"
      identityID = try Int64.fetchOne(db, sql: sql, arguments: [name.lowercased()]) ?? id
    }
    return Datasource(
      id: id, config: config, visibility: DatasourceVisibility(rawValue: row["visibility"]) ?? .notEnabled,
      identityID: identityID)
  }

  /// Registers a datasource, or replaces the whole configuration of the one with that name.
  func put(_ config: DatasourceConfig, visibility: DatasourceVisibility) throws {
    try db.execute(
      sql: """
        INSERT INTO datasource (key, name, config, visibility) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET name = excluded.name, config = excluded.config
        """,
      arguments: [config.key, config.name, config.json.text, visibility.rawValue])
  }

  func setVisibility(_ visibility: DatasourceVisibility, testers: [String]?, of datasource: Datasource) throws {
    try db.execute(
      sql: "UPDATE datasource SET visibility = ? WHERE id = ?", arguments: [visibility.rawValue, datasource.id])
    guard let testers else { return }
    try db.execute(sql: "DELETE FROM viewer WHERE datasource_id = ? AND is_tester", arguments: [datasource.id])
    try addViewers(testers, areTesters: true, to: datasource)
  }

  /// Lets users see a datasource that is not enabled for all.
  func addViewers(_ emails: [String], areTesters: Bool, to datasource: Datasource) throws {
    for email in emails {
      try db.execute(
        sql: "INSERT OR IGNORE INTO viewer (datasource_id, email, is_tester) VALUES (?, ?, ?)",
        arguments: [datasource.id, email.lowercased(), areTesters])
    }
  }

  /// Forgets a datasource and everything that belongs to it. Its documents have to be gone from the index before.
  func delete(_ datasource: Datasource) throws {
    let id = datasource.id
    let tables = [
      "viewer", "user", "user_group", "membership", "upload", "processing", "object_type", "tombstone", "queue",
      "uploaded_count",
    ]
    for table in tables {
      try db.execute(sql: "DELETE FROM \(table) WHERE datasource_id = ?", arguments: [id])
    }
    let isIdentityOfAnother = try all().contains { $0.id != id && $0.identityID == id }
    if !isIdentityOfAnother {
      for table in ["permission_user", "permission_group", "permission_set"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE identity_id = ?", arguments: [id])
      }
    }
    try db.execute(sql: "DELETE FROM datasource WHERE id = ?", arguments: [id])
  }

  /// Whether anybody is known under this address: a user of any datasource, or a beta or test user.
  func knowsIdentity(_ email: String) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM user WHERE email = ?1) OR EXISTS (SELECT 1 FROM viewer WHERE email = ?1)"
    return try Bool.fetchOne(db, sql: sql, arguments: [email.lowercased()]) ?? false
  }
}
