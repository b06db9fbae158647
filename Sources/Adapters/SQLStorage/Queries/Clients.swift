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
        "use_case": useCase.sql, "created_at": createdAt.sql,
      ],
      changing: ["glean_url": gleanURL.sql, "version": version.sql])
  }
}

extension SealedCredential: SQLStored {
  static let table = "credentials"
  var label: String { "the \(kind.rawValue) of a client" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      clientID: try row["client_id"], kind: try row["kind"], keyID: try row["key_id"], box: try row["box"],
      storedAt: try row["stored_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["client_id": clientID.sql, "kind": kind.sql],
      fixed: [:],
      changing: ["key_id": keyID.sql, "box": box.sql, "stored_at": storedAt.sql])
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

  func credential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> SealedCredential? {
    try first("WHERE client_id = ? AND kind = ?", [client.sql, kind.sql])
  }

  func lock(_ client: Identifier<Client>) throws {
    let found = try rows("SELECT id FROM clients WHERE id = ?\(connection.dialect.locking)", [client.sql])
    guard !found.isEmpty else { throw Failure.missing("client \(client)") }
  }

  func insert(_ client: Client) throws {
    try insertRow(client)
  }

  func store(_ credential: SealedCredential) throws {
    try storeRow(credential)
  }
}
