import DataOpsCore

extension Credential: SQLStored {
  static let table = "credentials"
  var label: String { "the credential \(kind.rawValue) of a client" }

  init(_ row: SQLRow) throws(SQLError) {
    var credential = Credential(
      clientID: try row["client_id"], kind: try row["kind"], method: try row["method"],
      secret: SealedSecret(keyID: try row["key_id"], dataKey: try row["data_key"], box: try row["box"]),
      storedAt: try row["stored_at"], expiresAt: try row["expires_at"],
      rotatesAutomatically: try row["rotates_automatically"], version: try row["version"])
    let (keyID, box): (String?, String?) = (try row["previous_key_id"], try row["previous_box"])
    let until: Timestamp? = try row["previous_until"]
    if let keyID, let box, let until {
      let secret = SealedSecret(keyID: keyID, dataKey: try row["previous_data_key"], box: box)
      credential.previous = Superseded(secret: secret, worksUntil: until)
    }
    let days: Int? = try row["warned_days"]
    credential.warning = days.flatMap(ExpiryWarning.init)
    credential.rotationPeriodMinutes = try row["rotation_period_minutes"]
    credential.rotationStartedAt = try row["rotation_started_at"]
    self = credential.noted(used: try row["last_used_at"], refused: try row["last_refused_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["client_id": clientID.sql, "kind": kind.sql],
      // Noted beside the version.
      fixed: ["last_used_at": lastUsedAt.sql, "last_refused_at": lastRefusedAt.sql, "version": version.sql],
      changing: [
        "method": method.sql, "key_id": secret.keyID.sql, "data_key": secret.dataKey.sql, "box": secret.box.sql,
        "previous_key_id": (previous?.secret.keyID).sql, "previous_data_key": (previous?.secret.dataKey).sql,
        "previous_box": (previous?.secret.box).sql, "previous_until": (previous?.worksUntil).sql,
        "stored_at": storedAt.sql, "expires_at": expiresAt.sql, "warned_days": (warning?.rawValue).sql,
        "rotates_automatically": rotatesAutomatically.sql, "rotation_period_minutes": rotationPeriodMinutes.sql,
        "rotation_started_at": rotationStartedAt.sql,
      ])
  }
}

extension SQLTransaction {
  func credential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> Credential? {
    try first("WHERE client_id = ? AND kind = ?", [client.sql, kind.sql])
  }

  func credentials(of client: Identifier<Client>?) throws -> [Credential] {
    var conditions = SQLConditions()
    conditions.add("client_id = ?", client)
    return try all("\(conditions.clause) ORDER BY client_id, kind", conditions.values)
  }

  func credentials(notSealedBy keyID: String, limit: Int) throws -> [Credential] {
    try all(
      """
      WHERE key_id <> ? OR data_key IS NULL OR previous_key_id <> ? OR previous_box IS NOT NULL AND previous_data_key IS NULL
      ORDER BY client_id, kind LIMIT ?
      """, [keyID.sql, keyID.sql, max(0, limit).sql])
  }

  func keyUses() throws -> [KeyUse] {
    let rows = try rows(
      """
      SELECT key_id, count(*) AS secrets, count(*) - count(data_key) AS direct FROM (
        SELECT key_id, data_key FROM credentials
        UNION ALL SELECT previous_key_id, previous_data_key FROM credentials WHERE previous_box IS NOT NULL
      ) AS sealed GROUP BY key_id ORDER BY key_id
      """)
    return try rows.map { row in
      KeyUse(keyID: try row["key_id"], secrets: try row["secrets"], sealedDirectly: try row["direct"])
    }
  }

  func store(_ credential: Credential) throws {
    try storeRow(credential)
  }

  func update(_ credential: Credential) throws {
    let changed = try changeRow(credential) {
      $0.update(also: "version = version + 1", where: ["version": credential.version.sql])
    }
    guard changed == 0 else { return }
    guard let stored = try self.credential(credential.kind, of: credential.clientID) else {
      throw Failure.missing(credential.label)
    }
    throw Failure.lost(
      credential.label, stored: stored.version, own: credential.version, now: "it was changed by somebody else")
  }

  func removeCredential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> Bool {
    let removed = try execute(
      "DELETE FROM credentials WHERE client_id = ? AND kind = ?", [client.sql, kind.sql], about: "a credential")
    return removed > 0
  }

  func note(
    _ mark: CredentialMark, of kind: CredentialKind, client: Identifier<Client>, at now: Timestamp,
    unlessAfter earlier: Timestamp
  ) throws {
    let column = mark == .used ? "last_used_at" : "last_refused_at"
    try execute(
      """
      UPDATE credentials SET \(column) = ?
      WHERE client_id = ? AND kind = ? AND (\(column) IS NULL OR \(column) <= ?)
      """, [now.sql, client.sql, kind.sql, earlier.sql], about: "a credential")
  }
}
