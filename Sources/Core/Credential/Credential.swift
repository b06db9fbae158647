/// A credential of a client: its sealed value, and what may be shown of it. Deliberately not `Codable`.
package struct Credential: Hashable, Sendable {
  package let clientID: Identifier<Client>
  package let kind: CredentialKind
  package let method: AuthenticationMethod
  package var secret: SealedSecret
  /// The one before, while it still works.
  package var previous: Superseded?
  /// When the secret in use was stored.
  package var storedAt: Timestamp
  /// As the operator said; nil where nobody has said it.
  package var expiresAt: Timestamp?
  /// Whether its secret is replaced by itself, in time.
  package var rotatesAutomatically: Bool
  /// Within how many minutes from ``storedAt`` Glean wants another secret: 0 for never, nil until a rotation has told it.
  package var rotationPeriodMinutes: Int?
  /// When Glean was last asked for another secret, as long as none has been stored since.
  package var rotationStartedAt: Timestamp?
  package private(set) var lastUsedAt: Timestamp?
  package private(set) var lastRefusedAt: Timestamp?
  /// The last warning that was given before ``expiresAt``.
  package var warning: ExpiryWarning?
  /// Counts changes by people and jobs; use and refusal are noted beside it.
  package var version: Int

  /// A secret that another one has taken the place of.
  package struct Superseded: Hashable, Sendable {
    package let secret: SealedSecret
    package let worksUntil: Timestamp

    package init(secret: SealedSecret, worksUntil: Timestamp) {
      self.secret = secret
      self.worksUntil = worksUntil
    }
  }

  package init(
    clientID: Identifier<Client>, kind: CredentialKind, method: AuthenticationMethod = .apiKey, secret: SealedSecret,
    storedAt: Timestamp, expiresAt: Timestamp? = nil, rotatesAutomatically: Bool = false, version: Int = 1
  ) {
    self.clientID = clientID
    self.kind = kind
    self.method = method
    self.secret = secret
    self.storedAt = storedAt
    self.expiresAt = expiresAt
    self.rotatesAutomatically = rotatesAutomatically
    self.version = version
  }

  /// The same with what was noted beside it.
  package func noted(used: Timestamp?, refused: Timestamp?) -> Credential {
    var noted = self
    noted.lastUsedAt = used
    noted.lastRefusedAt = refused
    return noted
  }
}

/// What is noted of a credential when it is presented.
package enum CredentialMark: String, Sendable, CaseIterable { case used, refused }

/// How many of a registry's secrets one key-encryption key opens.
package struct KeyUse: Hashable, Sendable, Codable {
  package let keyID: String
  package let secrets: Int
  /// Of these, how many it sealed itself, as before there were data keys.
  package let sealedDirectly: Int

  package init(keyID: String, secrets: Int, sealedDirectly: Int) {
    self.keyID = keyID
    self.secrets = secrets
    self.sealedDirectly = sealedDirectly
  }
}
