import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import Synchronization
import Testing
import _DataOpsTestKit

/// A key that can be reached so many times.
private final class RarelyReachedKey: KeyEncryptionKey {
  private let key: LocalKey
  private let left: Mutex<Int>

  init(_ byte: UInt8, wraps: Int) throws {
    key = try LocalKey(Secret(Array(repeating: byte, count: 32)))
    left = Mutex(wraps)
  }

  var id: String { key.id }

  func wrap(_ dataKey: Secret<[UInt8]>) async throws(Failure) -> [UInt8] {
    let isReached = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard isReached else { throw Failure(.keyUnavailable, "away") }
    return try await key.wrap(dataKey)
  }

  func unwrap(_ wrapped: [UInt8]) async throws(Failure) -> Secret<[UInt8]> { try await key.unwrap(wrapped) }
}

@Suite struct `The rotation of the key` {
  private static let count = 6

  /// Clients with a token each, sealed with key 1, every second one as version 0.1.0 did.
  private func installation() async throws -> (Installation, [Client]) {
    let installation = try await Installation()
    let old = try CredentialSealer(1)
    var clients: [Client] = []
    for number in 0..<Self.count {
      let client = try await installation.addClient("Client \(number)")
      clients.append(client)
      var secret = try await old.seal(
        .token(Secret("token \(number)")), at: SecretPlace(client.id, .jira, .current))
      if number % 2 == 0 {
        secret = SealedSecret(
          keyID: old.keyID, dataKey: nil,
          box: try FirstFormat.sealed("token \(number)", key: 1, client: client.id, kind: .jira))
      }
      let credential = Credential(clientID: client.id, kind: .jira, secret: secret, storedAt: installation.time.now())
      try await installation.services.storage.write { registry in
        for kind in [CredentialKind.indexingToken, .clientToken] {
          _ = try registry.removeCredential(kind, of: client.id)
        }
        try registry.store(credential)
      }
    }
    return (installation, clients)
  }

  private func rotation(_ installation: Installation, _ sealer: CredentialSealer) -> KeyRotation {
    KeyRotation(services: installation.services, sealer: sealer, actor: Actor(.person, "ann"))
  }

  private func expectAllOpen(_ installation: Installation, _ clients: [Client], with sealer: CredentialSealer)
    async throws
  {
    for (number, client) in clients.enumerated() {
      let credential = try #require(try await installation.credential(.jira, of: client))
      #expect(try await sealer.open(credential) == .token(Secret("token \(number)")))
    }
  }

  @Test func `moves every secret, those without data keys too, and tells the audit trail of each`() async throws {
    let (installation, clients) = try await installation()
    let outcome = try await rotation(installation, CredentialSealer(2, previous: 1)).run()
    #expect(outcome.moved == Self.count && outcome.left.isEmpty)
    try await expectAllOpen(installation, clients, with: try CredentialSealer(2))
    #expect(
      try await installation.read { try $0.keyUses() } == [
        KeyUse(keyID: outcome.keyID, secrets: Self.count, sealedDirectly: 0)
      ])
    #expect(try await installation.audited(.credentialRewrapped) == Self.count)
  }

  @Test(arguments: 0..<6) func `goes on where it was stopped`(wraps: Int) async throws {
    let (installation, clients) = try await installation()
    let previous = try LocalKey(Secret(Array(repeating: 1, count: 32)))
    let stopped = CredentialSealer(key: try RarelyReachedKey(2, wraps: wraps), previousKey: previous)
    _ = await failure { try await rotation(installation, stopped).run() }
    let both = try CredentialSealer(2, previous: 1)
    try await expectAllOpen(installation, clients, with: both)
    #expect(try await rotation(installation, both).run().moved == Self.count - wraps)
    try await expectAllOpen(installation, clients, with: try CredentialSealer(2))
  }

  @Test func `lets others read meanwhile, and two of them share the work`() async throws {
    let (installation, clients) = try await installation()
    let both = try CredentialSealer(2, previous: 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 { group.addTask { _ = try await rotation(installation, both).run() } }
      for _ in 0..<4 { group.addTask { try await expectAllOpen(installation, clients, with: both) } }
      try await group.waitForAll()
    }
    try await expectAllOpen(installation, clients, with: try CredentialSealer(2))
  }

  @Test func `leaves what no key opens, and says so`() async throws {
    let (installation, clients) = try await installation()
    let stranger = try await CredentialSealer(9).seal(
      .token(Secret("t")), at: SecretPlace(clients[0].id, .github, .current))
    let lost = Credential(
      clientID: clients[0].id, kind: .github, secret: stranger, storedAt: installation.time.now())
    try await installation.services.storage.write { try $0.store(lost) }
    let outcome = try await rotation(installation, CredentialSealer(2, previous: 1)).run()
    #expect(outcome.moved == Self.count)
    #expect(outcome.left.map(\.kind) == [.github])
  }

  @Test func `keeps the secret before as long as Glean takes it, and no longer`() async throws {
    let (installation, clients) = try await installation()
    let (old, both, now) = (try CredentialSealer(1), try CredentialSealer(2, previous: 1), installation.time.now())
    for (client, ends) in [(clients[0], now + .seconds(1)), (clients[1], now)] {
      let (current, before) = (
        try await old.seal(.token(Secret("new")), at: SecretPlace(client.id, .indexingToken, .current)),
        try await old.seal(.token(Secret("old")), at: SecretPlace(client.id, .indexingToken, .previous))
      )
      var credential = Credential(clientID: client.id, kind: .indexingToken, secret: current, storedAt: now)
      credential.previous = Credential.Superseded(secret: before, worksUntil: ends)
      let stored = credential
      try await installation.services.storage.write { try $0.store(stored) }
    }
    _ = try await rotation(installation, both).run()
    let kept = try #require(try await installation.credential(of: clients[0]))
    #expect(try await CredentialSealer(2).openPrevious(kept) == .token(Secret("old")))
    #expect(try await installation.credential(of: clients[1])?.previous == nil)
  }
}

@Suite struct `The key of a data directory` {
  private func file(_ installation: Installation, _ name: String) -> Data? {
    FileManager.default.contents(atPath: installation.application.directory.path + "/" + name)
  }

  @Test func `is replaced by a new one, and the old one is forgotten when no row needs it`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let old = file(installation, "credentials.key")
    let result = try await installation.application.rotateKey(as: Actor(.person, "ann"))
    #expect(result.isComplete && result.moved == 2)
    #expect(file(installation, "credentials.key") != old)
    #expect(file(installation, "credentials.key.previous") == nil)
    let stored = try #require(try await installation.credential(of: client))
    #expect(stored.secret.keyID == result.keyID)
    #expect(await failure { try await installation.application.sealer.open(stored) } != nil, "that has the old key")
  }

  @Test func `is kept while a row needs it, and no further one is made until then`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let stranger = try await CredentialSealer(9).seal(.token(Secret("t")), at: SecretPlace(client.id, .jira, .current))
    let lost = Credential(clientID: client.id, kind: .jira, secret: stranger, storedAt: installation.time.now())
    try await installation.services.storage.write { try $0.store(lost) }
    let old = file(installation, "credentials.key")
    #expect(try await !installation.application.rotateKey(as: Actor(.person, "ann")).isComplete)
    #expect(file(installation, "credentials.key.previous") == old)
    let new = file(installation, "credentials.key")
    _ = try await installation.requests.removeCredential(.jira, ofClient: client.name, reason: nil)
    #expect(try await installation.application.rotateKey(as: Actor(.person, "ann")).isComplete)
    #expect(file(installation, "credentials.key") == new)
    #expect(file(installation, "credentials.key.previous") == nil)
  }
}
