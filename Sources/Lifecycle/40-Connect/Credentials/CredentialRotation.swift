package import DataOpsCore
internal import Logging

/// Puts in place of a token the one that Glean gives for it.
///
/// Everything that can fail is done before Glean is asked: the old token is opened and sealed as the one before, a data key is
/// wrapped for the new one, and the registry has taken down that a rotation began. After the answer there is only one write.
/// Documentation/Decisions/0009 says why in this order.
package struct CredentialRotation: Sendable {
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

  /// - Throws: `invalid_request`, `not_found`; `conflict` while another rotation is under way, or where another credential was
  ///   stored meanwhile; `credential_lost` where Glean has,
  ///   or may have, a new token that nobody knows.
  package func rotate(
    _ kind: CredentialKind, of client: Client, reason: String? = nil
  ) async throws(Failure) -> Credential {
    guard kind.isRotatable else {
      throw Failure(
        .invalidRequest, "Glean replaces indexing tokens only, not \(kind.rawValue) credentials",
        remedy: "Make a new one, then: dataops credential set --help")
    }
    guard let gleanURL = client.gleanURL else {
      throw Failure(.invalidRequest, "client '\(client.name)' has no Glean of its own, so it has no token to rotate")
    }
    let found: Credential?
    do { found = try await services.storage.read { try $0.credential(kind, of: client.id) } } catch {
      throw Failure(wrapping: error)
    }
    guard let found else { throw Failure.noCredential(kind, of: client) }
    guard case .token(let token) = try await sealer.open(found) else {
      throw Failure(.configurationInvalid, "the stored \(kind.rawValue) is no token")
    }
    let previous = try await sealer.seal(.token(token), at: SecretPlace(client.id, kind, .previous))
    let prepared = try await sealer.prepare()
    let started = try await begin(found, reason)
    let issued: IssuedToken
    do { issued = try await issuer.replace(token, at: gleanURL) } catch {
      throw await abandon(started, error, reason)
    }
    let secret = try sealer.seal(.token(issued.token), at: SecretPlace(client.id, kind, .current), with: prepared)
    return try await keep(secret, issued.periodMinutes, previous, started, reason)
  }

  /// Takes down that Glean is about to be asked; that the registry takes it shows that it can take the answer.
  private func begin(_ found: Credential, _ reason: String?) async throws(Failure) -> Credential {
    let journal = journal(reason)
    return try await write { registry in
      guard let stored = try registry.credential(found.kind, of: found.clientID), stored.secret.box == found.secret.box
      else {
        throw Failure(.conflict, "the credential was replaced meanwhile", remedy: "Look at it: dataops credential list")
      }
      switch stored.rotation(at: journal.now) {
      case .none: break
      case .underWay(let since):
        throw Failure(
          .conflict, "a rotation of this token is under way since \(since.short) UTC",
          remedy: "Wait two minutes; then it counts as lost, and another one can begin.", retryable: true)
      case .lost: try journal.note(.credentialRotationLost, stored, in: registry)
      }
      return try journal.change(stored, .credentialRotationStarted, in: registry) { $0.rotationStartedAt = journal.now }
    }
  }

  /// Stores what Glean gave, on top of whatever happened to the row meanwhile: a key may have been rotated, a warning given.
  private func keep(
    _ secret: SealedSecret, _ periodMinutes: Int?, _ previous: SealedSecret, _ started: Credential, _ reason: String?
  ) async throws(Failure) -> Credential {
    var pause = Duration.seconds(1)
    while true {
      let journal = journal(reason)
      do {
        let kept = try await write { registry -> Credential? in
          guard let stored = try registry.credential(started.kind, of: started.clientID),
            stored.rotationStartedAt == started.rotationStartedAt
          else { return nil }
          return try journal.change(stored, .credentialRotated, in: registry) {
            $0.rotate(to: secret, previous: previous, periodMinutes: periodMinutes, at: journal.now)
          }
        }
        if let kept { return kept }
      } catch {
        // A conflict is somebody else's change of the row in the same instant.
        guard error.retryable || error.code == .conflict, pause < .seconds(16) else {
          throw lost(started, error.message, isCertain: true)
        }
        // Also where the task was cancelled: nobody else has the new token.
        try? await services.time.sleep(for: pause)
        pause = pause * 2
        continue
      }
      throw Failure(
        .conflict, "another credential was stored while Glean gave a new token; that one is in force, not Glean's",
        remedy: "Look whether it works: dataops credential list")
    }
  }

  /// What follows from Glean's refusal or silence.
  private func abandon(_ started: Credential, _ error: TokenIssueError, _ reason: String?) async -> Failure {
    guard !error.mayHaveReplaced else { return lost(started, error.failure.message, isCertain: false) }
    let journal = journal(reason)
    do {
      try await write { registry in
        guard let stored = try registry.credential(started.kind, of: started.clientID),
          stored.rotationStartedAt == started.rotationStartedAt
        else { return }
        _ = try journal.change(stored, .credentialRotationAbandoned, in: registry) { $0.rotationStartedAt = nil }
      }
    } catch {
      services.logger.warning("a rotation that did not take place could not be ended", metadata: ["why": "\(error)"])
    }
    return error.failure
  }

  private func lost(_ started: Credential, _ why: String, isCertain: Bool) -> Failure {
    let until = (started.rotationStartedAt ?? services.time.now()) + Credential.overlap
    let failure = Failure(
      .credentialLost,
      isCertain
        ? "Glean has given a new token, and it could not be stored (\(why)): it is lost"
        : "Glean may have given a new token that never arrived (\(why))",
      remedy:
        "The stored token works until \(until.short) UTC at least. Before that, rotate again; where Glean refuses that,"
        + " make a new token in its console and store it: dataops credential set")
    services.logger.error(
      "a rotated token was lost",
      metadata: ["client": "\(started.clientID)", "kind": "\(started.kind.rawValue)", "works until": "\(until)"])
    return failure
  }

  private func journal(_ reason: String?) -> Journal {
    Journal(actor: actor, reason: reason, now: services.time.now(), identifiers: services.identifiers)
  }

  private func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws(Failure) -> Result {
    do { return try await services.storage.write(body) } catch { throw Failure(wrapping: error) }
  }
}
