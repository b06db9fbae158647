import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import Testing
import _DataOpsTestKit

@Suite struct `A running process` {
  private let token = OwnGlean.indexingToken

  @Test func `goes over to a replaced credential in the middle of its work`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let index = try await installation.services.connections.index(for: client)
      #expect(try await index.registration(of: "none") == nil)
      let issued = try await installation.application.issuer.replace(Secret(token), at: glean.url)
      _ = try await installation.storeToken(issued.token.reveal(), of: client)
      glean.clock.advance(by: .seconds(601))
      #expect(try await index.registration(of: "none") == nil)
    }
  }

  @Test func `goes over to it with the next step`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url, indexingToken: "wrong")
      let connections = installation.services.connections
      let refused = await failure { try await connections.index(for: client).registration(of: "none") }
      #expect(refused?.code == .searchRefusedCredential)
      _ = try await installation.storeToken(token, of: client)
      #expect(try await connections.index(for: client).registration(of: "none") == nil)
    }
  }

  @Test func `falls back to the token before while Glean does not know the new one yet`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let sealer = installation.application.sealer
      let unknown = try await sealer.seal(
        .token(Secret("not-known-yet")), at: SecretPlace(client.id, .indexingToken, .current))
      let before = try await sealer.seal(.token(Secret(token)), at: SecretPlace(client.id, .indexingToken, .previous))
      let now = installation.time.now()
      try await installation.services.storage.write { registry in
        guard var stored = try registry.credential(.indexingToken, of: client.id) else { return }
        stored.rotate(to: unknown, previous: before, periodMinutes: 0, at: now)
        try registry.update(stored)
      }
      let index = try await installation.services.connections.index(for: client)
      #expect(try await index.registration(of: "none") == nil)
    }
  }

  @Test func `stops using a credential that was removed`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let connections = installation.services.connections
      _ = try await connections.index(for: client).registration(of: "none")
      _ = try await installation.requests.removeCredential(.indexingToken, ofClient: client.name, reason: nil)
      #expect(await failure { try await connections.index(for: client) }?.code == .configurationInvalid)
    }
  }

  @Test func `notes when a credential was used and when it was refused`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let index = try await installation.services.connections.index(for: client)
      _ = try await index.registration(of: "none")
      #expect(try await installation.credential(of: client)?.lastUsedAt == installation.time.now())
      #expect(try await installation.credential(.clientToken, of: client)?.lastUsedAt == nil)
      _ = try await installation.application.issuer.replace(Secret(token), at: glean.url)
      glean.clock.advance(by: .seconds(601))
      _ = await failure { try await index.registration(of: "none") }
      #expect(try await installation.credential(of: client)?.lastRefusedAt == installation.time.now())
    }
  }
}
