import DataOpsCore

/// What may be shown of a credential: nothing of its value, sealed or not.
struct CredentialSummary: Encodable, Sendable {
  let kind: CredentialKind
  let method: AuthenticationMethod
  let storedAt: Timestamp
  let ageDays: Int64
  let expiresAt: Timestamp?
  let expired: Bool
  let lastUsedAt: Timestamp?
  let lastRefusedAt: Timestamp?
  let rotatesAutomatically: Bool
  /// `under_way` or `lost`; nil where none was begun that has not ended.
  let rotation: String?
  /// Until then the stored token works at least, where a rotation was lost.
  let worksUntil: Timestamp?
  /// The key that seals it.
  let keyID: String

  init(_ credential: Credential, at now: Timestamp) {
    kind = credential.kind
    method = credential.method
    storedAt = credential.storedAt
    ageDays = max(0, (now - credential.storedAt).components.seconds / 86_400)
    expiresAt = credential.expiresAt
    expired = credential.hasExpired(at: now)
    lastUsedAt = credential.lastUsedAt
    lastRefusedAt = credential.lastRefusedAt
    rotatesAutomatically = credential.rotatesAutomatically
    keyID = credential.secret.keyID
    switch credential.rotation(at: now) {
    case .none: (rotation, worksUntil) = (nil, nil)
    case .underWay: (rotation, worksUntil) = ("under_way", nil)
    case .lost(let until): (rotation, worksUntil) = ("lost", until)
    }
  }

  /// What needs to be known of it at once.
  var notes: Line {
    if rotation == "lost", let worksUntil {
      return Line("a rotation was lost; the token works until \(worksUntil.short) UTC at least", .bad)
    }
    if let lastRefusedAt, lastRefusedAt >= lastUsedAt ?? storedAt { return Line("refused", .bad) }
    if rotation != nil { return Line("being rotated", .notice) }
    return rotatesAutomatically ? Line("rotates by itself", .dim) : ""
  }
}
