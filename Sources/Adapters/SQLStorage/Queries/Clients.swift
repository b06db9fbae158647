import DataOpsCore

extension Client: SQLStored {
  static let table = "clients"
  var label: String { "client '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    // Slug and name stay together as they were stored, whatever the rule for slugs is by now.
    self = try SQLRestored(
      id: try row["id"] as Identifier<Client>, name: try row["name"], slug: try row["slug"],
      industry: try row["industry"], useCase: try row["use_case"], gleanURL: try row["glean_url"],
      createdAt: try row["created_at"], version: try row["version"]
    ).decoded(as: Client.self)
  }

  private struct SQLRestored: SQLMembers {
    let id: Identifier<Client>
    let name: String
    let slug: String
    let industry: Industry
    let useCase: String?
    let gleanURL: String?
    let createdAt: Timestamp
    let version: Int
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "name": name.sql, "name_folded": name.lowercased().sql, "slug": slug.sql, "industry": industry.sql,
        "use_case": useCase.sql, "created_at": createdAt.sql, "version": version.sql,
      ],
      changing: ["glean_url": gleanURL.sql])
  }
}

extension SQLTransaction {
  func client(_ id: Identifier<Client>) throws -> Client? {
    try first("WHERE id = ?", [id.sql])
  }

  func clients(_ ids: Set<Identifier<Client>>) throws -> [Client] { try these(ids) }

  func client(named name: String) throws -> Client? {
    let folded = name.lowercased().sql
    return try first("WHERE name_folded = ? OR slug = ? ORDER BY name_folded <> ?", [folded, folded, folded])
  }

  func clients() throws -> [Client] {
    try all("ORDER BY name_folded")
  }

  func lock(_ client: Identifier<Client>) throws {
    let found = try rows("SELECT id FROM clients WHERE id = ?\(connection.dialect.locking)", [client.sql])
    guard !found.isEmpty else { throw Failure.missing("client \(client)") }
  }

  func insert(_ client: Client) throws {
    try insertRow(client)
  }

  func update(_ client: Client) throws {
    let changed = try changeRow(client) {
      $0.update(also: "version = version + 1", where: ["version": client.version.sql])
    }
    guard changed == 0 else { return }
    guard let stored = try self.client(client.id) else { throw Failure.missing(client.label) }
    throw Failure.lost(
      client.label, stored: stored.version, own: client.version, now: "its Glean is at \(stored.gleanURL ?? "none")")
  }
}
