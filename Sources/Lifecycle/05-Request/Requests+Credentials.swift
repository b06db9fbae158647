package import DataOpsCore

/// A credential to be stored.
package struct CredentialRequest: Sendable {
  /// The client's name.
  package var client: String
  package var kind: CredentialKind
  package var value: CredentialValue
  /// Nil where nobody knows.
  package var expiresAt: Timestamp?
  package var rotatesAutomatically: Bool
  package var reason: String?

  package init(
    client: String, kind: CredentialKind, value: CredentialValue, expiresAt: Timestamp? = nil,
    rotatesAutomatically: Bool = false, reason: String? = nil
  ) {
    self.client = client
    self.kind = kind
    self.value = value
    self.expiresAt = expiresAt
    self.rotatesAutomatically = rotatesAutomatically
    self.reason = reason
  }
}

extension Requests {
  /// Seals a credential and stores it in place of the client's last one of its kind; what people were asked to do about that
  /// one is done.
  ///
  /// - Throws: `not_found`; `invalid_request` for what cannot be such a credential.
  package func store(_ request: CredentialRequest, sealer: CredentialSealer) async throws(Failure) -> Credential {
    let client = try await client(named: request.client)
    try Self.check(request, client)
    let place = SecretPlace(client.id, request.kind, .current)
    let secret = try await sealer.seal(request.value, at: place)
    let now = services.time.now()
    try Self.check(expiry: request.expiresAt, at: now)
    let journal = journal(reason: request.reason, now: now)
    return try await write { registry in
      try registry.lock(client.id)
      let replaced = try registry.credential(request.kind, of: client.id)
      let credential = Credential(
        clientID: client.id, kind: request.kind, method: request.value.method, secret: secret, storedAt: now,
        expiresAt: request.expiresAt, rotatesAutomatically: request.rotatesAutomatically,
        version: (replaced?.version ?? 0) + 1)
      try journal.store(credential, replacing: replaced, in: registry)
      try journal.endRenewals(of: credential, saying: "the credential was stored anew", in: registry)
      return credential
    }
  }

  /// Forgets a credential; calls under way with it end as they may.
  ///
  /// - Throws: `not_found`.
  package func removeCredential(
    _ kind: CredentialKind, ofClient name: String, reason: String?
  ) async throws(Failure) -> Client {
    let client = try await client(named: name)
    let journal = journal(reason: reason, now: services.time.now())
    return try await write { registry in
      try registry.lock(client.id)
      guard let credential = try registry.credential(kind, of: client.id),
        try registry.removeCredential(kind, of: client.id)
      else { throw Failure.noCredential(kind, of: client) }
      try journal.note(
        .credentialRemoved, "credential \(kind.rawValue)", client: client.id, before: credential.audited, in: registry)
      try journal.endRenewals(of: credential, saying: "the credential was removed", in: registry)
      return client
    }
  }

  private static func check(_ request: CredentialRequest, _ client: Client) throws(Failure) {
    var objection = request.value.objection(for: request.kind)
    if objection == nil, case .serviceAccount(let file) = request.value {
      objection = ServiceAccountFile.objection(to: file)
    }
    if let objection {
      throw Failure(.invalidRequest, objection, remedy: "See what is accepted: dataops credential set --help")
    }
    if request.kind.isForGlean, client.gleanURL == nil {
      throw Failure(
        .invalidRequest, "client '\(client.name)' has no Glean of its own, so it needs no \(request.kind.rawValue)",
        remedy: "The embedded sandbox server has tokens of its own; they belong to the data directory.")
    }
    if request.rotatesAutomatically, !request.kind.isRotatable {
      throw Failure(
        .invalidRequest, "a \(request.kind.rawValue) credential cannot be rotated: Glean replaces indexing tokens only",
        remedy: "Leave out --rotate-automatically; a warning comes 14 days and 3 days before it expires.")
    }
  }

  static func check(expiry: Timestamp?, at now: Timestamp) throws(Failure) {
    guard let expiry, expiry <= now else { return }
    throw Failure(
      .invalidRequest, "the credential has expired already, at \(expiry.short) UTC",
      remedy: "Store one that works, or check the date.")
  }
}

extension Failure {
  static func noCredential(_ kind: CredentialKind, of client: Client) -> Failure {
    Failure(
      .notFound, "client '\(client.name)' has no credential \(kind.rawValue)",
      remedy: "See what there is: dataops credential list")
  }
}
