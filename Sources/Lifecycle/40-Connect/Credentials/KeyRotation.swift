package import DataOpsCore

/// Moves every secret to the key in use, a row at a time: it can be stopped anywhere and goes on where it was, while others read.
package struct KeyRotation: Sendable {
  private let services: Services
  private let sealer: CredentialSealer
  private let actor: Actor

  package init(services: Services, sealer: CredentialSealer, actor: Actor) {
    self.services = services
    self.sealer = sealer
    self.actor = actor
  }

  package struct Outcome: Hashable, Sendable, Encodable {
    package fileprivate(set) var keyID: String
    /// Credentials whose secrets this key opens now, and another one opened before.
    package fileprivate(set) var moved = 0
    /// Credentials that could not be moved, as `client kind`, with the reason.
    package fileprivate(set) var left: [Left] = []

    package struct Left: Hashable, Sendable, Encodable {
      package let clientID: Identifier<Client>
      package let kind: CredentialKind
      package let reason: String
    }
  }

  /// - Throws: `storage_…`; `key_unavailable` after three refusals in a row. A credential that no key opens is told and left.
  package func run() async throws(Failure) -> Outcome {
    var outcome = Outcome(keyID: sealer.keyID)
    var refusals = 0
    while true {
      let keyID = sealer.keyID
      let skipped = outcome.left.count
      let rows: [Credential]
      do {
        rows = try await services.storage.read { try $0.credentials(notSealedBy: keyID, limit: 100 + skipped) }
      } catch { throw Failure(wrapping: error) }
      let left = Set(outcome.left.map { [$0.clientID.description, $0.kind.rawValue] })
      let waiting = rows.filter { !left.contains([$0.clientID.description, $0.kind.rawValue]) }
      if waiting.isEmpty { return outcome }
      for credential in waiting {
        do {
          if try await move(credential) { outcome.moved += 1 }
          refusals = 0
        } catch {
          // A key service says of damaged bytes what it says when it is away; then it refuses the next ones, too.
          refusals += error.code == .keyUnavailable ? 1 : 0
          guard error.code == .configurationInvalid || error.code == .keyUnavailable, refusals < 3 else { throw error }
          outcome.left.append(
            Outcome.Left(clientID: credential.clientID, kind: credential.kind, reason: error.message))
        }
      }
    }
  }

  /// - Returns: whether this moved it, and not somebody else.
  private func move(_ credential: Credential) async throws(Failure) -> Bool {
    let now = services.time.now()
    let secret = try await sealer.rewrap(
      credential.secret, at: SecretPlace(credential.clientID, credential.kind, .current))
    var previous: Credential.Superseded?
    if let before = credential.previous, now < before.worksUntil {
      let place = SecretPlace(credential.clientID, credential.kind, .previous)
      previous = Credential.Superseded(
        secret: try await sealer.rewrap(before.secret, at: place), worksUntil: before.worksUntil)
    }
    let journal = Journal(actor: actor, now: now, identifiers: services.identifiers)
    do {
      try await services.storage.write { [previous] registry in
        _ = try journal.change(credential, .credentialRewrapped, in: registry) {
          $0.secret = secret
          $0.previous = previous
        }
      }
      return true
    } catch {
      let failure = Failure(wrapping: error)
      // Somebody else was quicker; the next look finds what is left to do.
      if failure.code == .conflict || failure.code == .notFound { return false }
      throw failure
    }
  }
}
