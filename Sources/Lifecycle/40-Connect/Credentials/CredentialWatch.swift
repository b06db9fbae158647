package import DataOpsCore
internal import Logging

/// Looks at every credential of the installation: rotates what is to rotate by itself, and warns of what expires or was lost.
package struct CredentialWatch: Sendable {
  private let services: Services
  private let sealer: CredentialSealer
  private let issuer: any TokenIssuer
  private let actor: Actor

  package init(services: Services, sealer: CredentialSealer, issuer: any TokenIssuer, actor: Actor) {
    self.services = services
    self.sealer = sealer
    self.issuer = issuer
    self.actor = actor
  }

  /// What one look came to.
  package struct Outcome: Hashable, Sendable, CustomStringConvertible {
    package var rotated = 0
    package var warnings = 0
    /// Rotations that failed or were lost; each is logged.
    package var failures = 0

    package var description: String {
      let parts = [(rotated, "rotated"), (warnings, "warned of"), (failures, "failed to rotate")]
      let said = parts.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
      return said.isEmpty ? "nothing is due" : said.joined(separator: ", ")
    }
  }

  /// - Throws: `storage_…`. A rotation that fails does not keep the others from taking place.
  package func look() async throws(Failure) -> Outcome {
    var outcome = Outcome()
    let (credentials, clients) = try await known()
    for credential in credentials {
      guard let client = clients[credential.clientID] else { continue }
      let now = services.time.now()
      if credential.isRotationDue(at: now) { await rotate(credential, of: client, &outcome) }
      if case .lost(let until) = credential.rotation(at: now), try await tellLoss(credential, client, until) {
        outcome.failures += 1
      }
      if credential.warningDue(at: now) != nil, try await warn(credential, client) { outcome.warnings += 1 }
    }
    return outcome
  }

  private func known() async throws(Failure) -> ([Credential], [Identifier<Client>: Client]) {
    do {
      return try await services.storage.read { registry in
        let credentials = try registry.credentials(of: nil)
        let clients = try registry.clients(Set(credentials.map(\.clientID)))
        return (credentials, Dictionary(clients.map { ($0.id, $0) }) { first, _ in first })
      }
    } catch { throw Failure(wrapping: error) }
  }

  private func rotate(_ credential: Credential, of client: Client, _ outcome: inout Outcome) async {
    let rotation = CredentialRotation(services: services, sealer: sealer, issuer: issuer, actor: actor)
    do {
      _ = try await rotation.rotate(credential.kind, of: client, reason: "rotates by itself")
      outcome.rotated += 1
    } catch {
      outcome.failures += 1
      services.logger.error(
        "a token could not be rotated",
        metadata: ["client": "\(client.name)", "kind": "\(credential.kind.rawValue)", "why": "\(error.message)"])
    }
  }

  /// - Returns: whether it had not been told before.
  private func tellLoss(_ credential: Credential, _ client: Client, _ until: Timestamp) async throws(Failure) -> Bool {
    try await write { registry, journal in
      guard let stored = try registry.credential(credential.kind, of: client.id),
        stored.rotationStartedAt == credential.rotationStartedAt
      else { return false }
      let asked = try journal.askForRenewal(
        of: stored, by: until,
        saying: "A rotation of the \(stored.kind.rawValue) of \(client.name) did not end: a token may be lost. Before"
          + " \(until.short) UTC rotate it again, or make a new token in Glean's console and store it with 'dataops credential set'.",
        in: registry)
      if asked { try journal.note(.credentialRotationLost, stored, in: registry) }
      return asked
    }
  }

  /// - Returns: whether the warning was still to be given.
  private func warn(_ credential: Credential, _ client: Client) async throws(Failure) -> Bool {
    let given = try await write { registry, journal -> Bool in
      guard let stored = try registry.credential(credential.kind, of: client.id), let expiresAt = stored.expiresAt,
        let warning = stored.warningDue(at: journal.now)
      else { return false }
      try journal.change(stored, .credentialExpiring, in: registry) { $0.warning = warning }
      let place = stored.kind.isForGlean ? "in Glean's console" : "in the client's system"
      try journal.askForRenewal(
        of: stored, by: expiresAt,
        saying: "Renew the \(stored.kind.rawValue) of \(client.name): make a new one \(place) and store it with"
          + " 'dataops credential set'.", in: registry)
      return true
    }
    guard given, let expiresAt = credential.expiresAt else { return given }
    services.logger.warning(
      "a credential expires",
      metadata: ["client": "\(client.name)", "kind": "\(credential.kind.rawValue)", "at": "\(expiresAt)"])
    return true
  }

  private func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting, Journal) throws -> Result
  ) async throws(Failure) -> Result {
    let journal = Journal(actor: actor, now: services.time.now(), identifiers: services.identifiers)
    do { return try await services.storage.write { try body($0, journal) } } catch { throw Failure(wrapping: error) }
  }
}
