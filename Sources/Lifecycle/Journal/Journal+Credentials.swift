internal import DataOpsCore

extension Journal {
  /// Stores a credential and tells the audit trail.
  func store(_ credential: Credential, replacing replaced: Credential?, in registry: any RegistryWriting) throws {
    try registry.store(credential)
    try note(
      .credentialStored, "credential \(credential.kind.rawValue)", client: credential.clientID,
      before: replaced?.audited, after: credential.audited, in: registry)
  }

  /// Changes a credential and tells the audit trail.
  ///
  /// - Returns: the credential as stored.
  @discardableResult
  func change(
    _ credential: Credential, _ action: AuditAction, in registry: any RegistryWriting,
    _ adjust: (inout Credential) -> Void
  ) throws -> Credential {
    var changed = credential
    adjust(&changed)
    try registry.update(changed)
    changed.version += 1
    try note(
      action, "credential \(credential.kind.rawValue)", client: credential.clientID, before: credential.audited,
      after: changed.audited, in: registry)
    return changed
  }

  /// Tells the audit trail of a credential as it stands.
  func note(_ action: AuditAction, _ credential: Credential, in registry: any RegistryWriting) throws {
    try note(
      action, "credential \(credential.kind.rawValue)", client: credential.clientID, after: credential.audited,
      in: registry)
  }

  /// Asks a person to put another credential in this one's place, unless somebody was asked already.
  ///
  /// - Returns: whether it was asked for now.
  @discardableResult
  func askForRenewal(
    of credential: Credential, by deadline: Timestamp, saying text: String, in registry: any RegistryWriting
  ) throws -> Bool {
    guard try registry.manualActions(.openRenewals(of: credential)).isEmpty else { return false }
    let action = ManualAction(
      id: identifiers.next(ManualAction.self), kind: .renewCredential, clientID: credential.clientID,
      subject: credential.kind.rawValue, owner: "platform operator", text: text, requestedAt: now,
      deadlineAt: deadline)
    try require(action, in: registry)
    return true
  }

  /// What people were asked to do about a credential is done with what happened to it now.
  func endRenewals(of credential: Credential, saying text: String, in registry: any RegistryWriting) throws {
    for action in try registry.manualActions(.openRenewals(of: credential)) {
      try confirm(action, saying: text, in: registry)
    }
  }
}

extension ManualActionFilter {
  fileprivate static func openRenewals(of credential: Credential) -> ManualActionFilter {
    ManualActionFilter(
      clientID: credential.clientID, kind: .renewCredential, subject: credential.kind.rawValue, openOnly: true)
  }
}

extension Credential {
  /// What the audit trail keeps of a credential: nothing sealed, only which key sealed it.
  var audited: JSON {
    var members: [String: JSON] = [
      "method": .string(method.rawValue), "key_id": .string(secret.keyID),
      "stored_at": .string(storedAt.description),
    ]
    if let expiresAt { members["expires_at"] = .string(expiresAt.description) }
    if rotatesAutomatically { members["rotates_automatically"] = true }
    if let rotationStartedAt { members["rotation_started_at"] = .string(rotationStartedAt.description) }
    if let warning { members["warned_days"] = .integer(Int64(warning.rawValue)) }
    return .object(members)
  }
}
