import DataOpsCore

extension APIToken: SQLStored {
  static let table = "tokens"
  var label: String { "token \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], owner: Actor(try row["owner_kind"], try row["owner_name"]), role: try row["role"],
      clients: try row.optionalJSON("clients"), hash: try row["hash"], expiresAt: try row["expires_at"])
    revokedAt = try row["revoked_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "owner_kind": owner.kind.sql, "owner_name": owner.name.sql, "role": role.sql,
        "clients": try .json(clients, column: "clients"), "hash": hash.sql, "expires_at": expiresAt.sql,
      ],
      changing: ["revoked_at": revokedAt.sql])
  }
}

extension SQLTransaction {
  func token(_ id: Identifier<APIToken>) throws -> APIToken? {
    try first("WHERE id = ?", [id.sql])
  }

  func token(hash: String) throws -> APIToken? {
    try first("WHERE hash = ?", [hash.sql])
  }

  func tokens() throws -> [APIToken] {
    try all("ORDER BY ordinal")
  }

  func insert(_ token: APIToken) throws {
    try insertRow(token)
  }

  func update(_ token: APIToken) throws {
    try changeUnended(token, id: token.id.sql, end: "revoked_at")
  }
}
