import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import Synchronization
import Testing
import _DataOpsTestKit

/// A registry whose next writes fail once `begins` says so.
private final class FailingStorage: Storage {
  private let storage: any Storage
  private let failures: Mutex<Int>
  private let begins: @Sendable () -> Bool

  init(storage: any Storage, failures: Int, begins: @escaping @Sendable () -> Bool) {
    self.storage = storage
    self.failures = Mutex(failures)
    self.begins = begins
  }

  func read<Result: Sendable>(_ body: @escaping @Sendable (any RegistryReading) throws -> Result) async throws -> Result
  {
    try await storage.read(body)
  }

  func write<Result: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result {
    let fails =
      begins()
      && failures.withLock { left in
        left -= 1
        return left >= 0
      }
    if fails { throw Failure(.storageUnreachable, "away") }
    return try await storage.write(durability, body)
  }

  func workAnnouncements() -> AsyncStream<Void> { storage.workAnnouncements() }
}

@Suite struct `The rotation of a token` {
  private let new = IssuedToken(token: Secret("new"), periodMinutes: 1440)

  private func rotation(_ installation: Installation, _ issuer: any TokenIssuer) -> CredentialRotation {
    CredentialRotation(
      services: installation.services, sealer: installation.application.sealer, issuer: issuer,
      actor: Actor(.person, "ann"))
  }

  @Test func `stores what Glean gave, and keeps the one before for ten minutes`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let rotated = try await rotation(installation, installation.application.issuer).rotate(.indexingToken, of: client)
      #expect(rotated.previous?.worksUntil == installation.time.now() + .seconds(600))
      #expect(rotated.rotationPeriodMinutes == 1440)
      #expect(try await installation.application.sealer.openPrevious(rotated) == .token(Secret(OwnGlean.indexingToken)))
      #expect(try await installation.credential(of: client) == rotated)
      // The new one is Glean's: it can be rotated in its turn when the old one has ended.
      glean.clock.advance(by: .seconds(601))
      _ = try await rotation(installation, installation.application.issuer).rotate(.indexingToken, of: client)
      #expect(try await installation.audited(.credentialRotated) == 2)
    }
  }

  @Test func `is taken down before Glean is asked`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let (new, now) = (new, installation.time.now())
    let issuer = ScriptedIssuer {
      let stored = try? await installation.credential(of: client)
      #expect(stored?.rotationStartedAt == now)
      return new
    }
    _ = try await rotation(installation, issuer).rotate(.indexingToken, of: client)
    #expect(try await installation.token(of: client) == "new")
    #expect(try await installation.credential(of: client)?.rotationStartedAt == nil)
  }

  @Test func `that Glean refuses is as if it had not begun`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let issuer = ScriptedIssuer { () throws(TokenIssueError) in
      throw TokenIssueError(Failure(.searchRefusedCredential, "no"), mayHaveReplaced: false)
    }
    let failure = await failure { try await rotation(installation, issuer).rotate(.indexingToken, of: client) }
    #expect(failure?.code == .searchRefusedCredential)
    #expect(
      try await installation.credential(of: client)?.rotation(at: .distantFuture) == Credential.RotationState.none)
    #expect(try await installation.token(of: client) == OwnGlean.indexingToken)
  }

  @Test func `whose answer never came is lost, and says until when the old token works`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let issuer = ScriptedIssuer { () throws(TokenIssueError) in
      throw TokenIssueError(Failure(.searchUnreachable, "connection lost"), mayHaveReplaced: true)
    }
    let failure = await failure { try await rotation(installation, issuer).rotate(.indexingToken, of: client) }
    #expect(failure?.code == .credentialLost)
    #expect(failure?.remedy?.contains("until 2026-01-18 09:40:00 UTC") == true)
    #expect(try await installation.token(of: client) == OwnGlean.indexingToken)
  }

  @Test func `of a process that died between answer and write is lost after two minutes, and can be repeated`()
    async throws
  {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let dies = ScriptedIssuer { () throws(TokenIssueError) in
      throw TokenIssueError(Failure(.interrupted, "killed"), mayHaveReplaced: true)
    }
    _ = await failure { try await rotation(installation, dies).rotate(.indexingToken, of: client) }
    let new = new
    let again = rotation(installation, ScriptedIssuer { new })
    #expect(await failure { try await again.rotate(.indexingToken, of: client) }?.code == .conflict)
    installation.time.advance(by: .seconds(120))
    _ = try await again.rotate(.indexingToken, of: client)
    #expect(try await installation.token(of: client) == "new")
    #expect(try await installation.audited(.credentialRotationLost) == 1)
  }

  @Test func `keeps its token although the key was rotated meanwhile`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let new = new
    let issuer = ScriptedIssuer {
      try? await installation.services.storage.write { registry in
        if let stored = try registry.credential(.indexingToken, of: client.id) { try registry.update(stored) }
      }
      return new
    }
    _ = try await rotation(installation, issuer).rotate(.indexingToken, of: client)
    #expect(try await installation.token(of: client) == "new")
  }

  @Test func `keeps its token although the registry is away for a while`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let new = new
    let asked = Mutex(false)
    let issuer = ScriptedIssuer {
      asked.withLock { $0 = true }
      return new
    }
    let own = installation.services
    let storage = FailingStorage(storage: own.storage, failures: 3) { asked.withLock(\.self) }
    let rotation = CredentialRotation(
      services: own.with(storage: storage, connections: own.connections, objects: own.objects),
      sealer: installation.application.sealer, issuer: issuer, actor: Actor(.person, "ann"))
    _ = try await rotation.rotate(.indexingToken, of: client)
    #expect(try await installation.token(of: client) == "new")
  }

  @Test func `does not take the place of what a person stored meanwhile`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let new = new
    let issuer = ScriptedIssuer {
      _ = try? await installation.storeToken("by-hand", of: client)
      return new
    }
    let failure = await failure { try await rotation(installation, issuer).rotate(.indexingToken, of: client) }
    #expect(failure?.code == .conflict)
    #expect(try await installation.token(of: client) == "by-hand")
  }

  @Test func `is for indexing tokens of a Glean of the client's own`() async throws {
    let installation = try await Installation()
    let (own, embedded) = (
      try await installation.addClient(at: "http://127.0.0.1:1"),
      try await installation.addClient("Beta", industry: .retail)
    )
    let new = new
    let rotation = rotation(installation, ScriptedIssuer { new })
    #expect(await failure { try await rotation.rotate(.clientToken, of: own) }?.code == .invalidRequest)
    #expect(await failure { try await rotation.rotate(.indexingToken, of: embedded) }?.code == .invalidRequest)
  }
}
