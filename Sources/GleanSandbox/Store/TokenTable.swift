import DataRecords
import GRDB

/// The tokens and the digests of their secrets.
struct TokenTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func count() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM token") ?? 0
  }

  /// Everything there is.
  func state() throws -> Tokens.State {
    var state = Tokens.State()
    for row in try Row.fetchAll(db, sql: "SELECT * FROM token") {
      let text: String = row["grant_json"]
      let grant = try TokenGrant(JSONFields(try JSONValue(wire: Array(text.utf8))))
      let id: Int64 = row["id"]
      let configured: String? = row["configured_digest"]
      let expiresAt: Int64? = row["expires_at"]
      let revokedAt: Int64? = row["revoked_at"]
      state.tokens[id] = IssuedToken(
        id: id, name: row["name"], grant: grant, isConfigured: configured != nil,
        createdAt: Timestamp(milliseconds: row["created_at"]),
        expiresAt: expiresAt.map(Timestamp.init(milliseconds:)),
        revokedAt: revokedAt.map(Timestamp.init(milliseconds:)))
    }
    for row in try Row.fetchAll(db, sql: "SELECT * FROM token_secret") {
      let validUntil: Int64? = row["valid_until"]
      state.secrets[row["digest"]] = TokenSecret(
        tokenID: row["token_id"], createdAt: Timestamp(milliseconds: row["created_at"]),
        validUntil: validUntil.map(Timestamp.init(milliseconds:)))
    }
    return state
  }

  /// - Returns: the token's id.
  func insert(
    _ grant: TokenGrant, name: String, expiresAt: Timestamp?, secret: SandboxToken, isConfigured: Bool = false,
    now: Timestamp
  ) throws -> Int64 {
    let digest = TokenSecret.digest(secret.secret)
    try db.execute(
      sql: """
        INSERT INTO token (name, kind, grant_json, created_at, expires_at, configured_digest)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        name, grant.access.kind, JSONValue.object(JSONObject(grant.members)).text, now.milliseconds,
        expiresAt?.milliseconds, isConfigured ? digest : nil,
      ])
    let id = db.lastInsertedRowID
    try insert(digest: digest, of: id, now: now)
    return id
  }

  private func insert(digest: String, of id: Int64, validUntil: Timestamp? = nil, now: Timestamp) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO token_secret (digest, token_id, created_at, valid_until) VALUES (?, ?, ?, ?)",
      arguments: [digest, id, now.milliseconds, validUntil?.milliseconds])
  }

  func setExpiry(_ expiresAt: Timestamp?, of id: Int64) throws {
    try db.execute(
      sql: "UPDATE token SET expires_at = ? WHERE id = ?", arguments: [expiresAt?.milliseconds, id])
  }

  func revoke(_ id: Int64, now: Timestamp) throws {
    try db.execute(
      sql: "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", arguments: [now.milliseconds, id])
  }

  func rotate(_ id: Int64, to secret: SandboxToken, now: Timestamp) throws {
    try db.execute(
      sql: "DELETE FROM token_secret WHERE token_id = ? AND valid_until <= ?", arguments: [id, now.milliseconds])
    try db.execute(
      sql: "UPDATE token_secret SET valid_until = ? WHERE token_id = ? AND valid_until IS NULL",
      arguments: [(now + TokenSecret.overlap).milliseconds, id])
    try insert(digest: TokenSecret.digest(secret.secret), of: id, now: now)
  }

  /// Makes a token of the configuration usable: the one that the store knows, or a new one in its place.
  func configure(_ token: SandboxToken, name: String, _ grant: TokenGrant, now: Timestamp) throws {
    let digest = TokenSecret.digest(token.secret)
    let known = try Row.fetchOne(
      db, sql: "SELECT id, configured_digest FROM token WHERE configured_digest IS NOT NULL AND kind = ?",
      arguments: [grant.access.kind])
    if let known, known["configured_digest"] == digest {
      try db.execute(
        sql: "UPDATE token SET expires_at = NULL, revoked_at = NULL WHERE id = ?", arguments: [known["id"] as Int64])
      return
    }
    if let known {
      for statement in ["DELETE FROM token_secret WHERE token_id = ?", "DELETE FROM token WHERE id = ?"] {
        try db.execute(sql: statement, arguments: [known["id"] as Int64])
      }
    }
    let id = try insert(grant, name: name, expiresAt: nil, secret: token, isConfigured: true, now: now)
    if case .indexing = grant.access { try takeUpRotation(of: token, id: id, now: now) }
  }

  /// What the first format kept of a rotation: the secrets themselves. They go, their digests stay.
  private func takeUpRotation(of token: SandboxToken, id: Int64, now: Timestamp) throws {
    if let row = try Row.fetchOne(db, sql: "SELECT * FROM token_rotation"), token.matches(row["configured"] as String) {
      try db.execute(sql: "DELETE FROM token_secret WHERE token_id = ?", arguments: [id])
      let previous: String = row["previous"]
      let current: String = row["current"]
      try insert(
        digest: TokenSecret.digest(previous), of: id, validUntil: Timestamp(milliseconds: row["previous_until"]),
        now: now)
      try insert(digest: TokenSecret.digest(current), of: id, now: now)
    }
    try db.execute(sql: "DELETE FROM token_rotation")
  }
}
