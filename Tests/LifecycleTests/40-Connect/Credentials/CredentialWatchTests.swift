import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `The watch over credentials` {
  private func watch(_ installation: Installation, _ issuer: (any TokenIssuer)? = nil) -> CredentialWatch {
    CredentialWatch(
      services: installation.services, sealer: installation.application.sealer,
      issuer: issuer ?? installation.application.issuer, actor: Actor(.schedule, "watch_credentials"))
  }

  private func advance(_ installation: Installation, days: Int) {
    installation.time.advance(by: .seconds(Int64(days) * 86_400))
  }

  @Test func `warns fourteen days and three days before, once each, and asks for one renewal`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let expiresAt = try await installation.storeToken("t", of: client, expiresIn: 20).expiresAt
    var warnings: [Int] = []
    for _ in 0...20 {
      warnings.append(try await watch(installation).look().warnings + watch(installation).look().warnings)
      advance(installation, days: 1)
    }
    #expect(warnings.enumerated().filter { $0.element > 0 }.map { [$0.offset, $0.element] } == [[6, 1], [17, 1]])
    #expect(try await installation.audited(.credentialExpiring) == 2)
    let actions = try await installation.actions(of: client, openOnly: false)
    #expect(actions.map(\.deadlineAt) == [expiresAt])
    #expect(actions.map(\.subject) == ["indexing_token"])
  }

  @Test func `asks no longer when the credential is stored anew`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    _ = try await installation.storeToken("t", of: client, expiresIn: 2)
    #expect(try await watch(installation).look().warnings == 1)
    #expect(try await installation.actions(of: client).count == 1)
    _ = try await installation.storeToken("u", of: client, expiresIn: 100)
    #expect(try await installation.actions(of: client).isEmpty)
    #expect(try await installation.audited(.manualActionConfirmed) == 1)
    #expect(try await watch(installation).look().warnings == 0)
  }

  @Test func `rotates what is to rotate by itself before its period is over`() async throws {
    try await OwnGlean.run { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      _ = try await installation.requests.store(
        CredentialRequest(
          client: client.name, kind: .indexingToken, value: .token(Secret(OwnGlean.indexingToken)),
          rotatesAutomatically: true), sealer: installation.application.sealer)
      #expect(try await watch(installation).look().rotated == 1, "only Glean knows the period")
      #expect(try await watch(installation).look().rotated == 0)
      installation.time.advance(by: .seconds(18 * 3600))
      #expect(try await watch(installation).look().rotated == 1)
    }
  }

  @Test func `tells a lost rotation once, with the end of the old token as its deadline`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    let startedAt = installation.time.now()
    let dies = ScriptedIssuer { () throws(TokenIssueError) in
      throw TokenIssueError(Failure(.interrupted, "killed"), mayHaveReplaced: true)
    }
    let rotation = CredentialRotation(
      services: installation.services, sealer: installation.application.sealer, issuer: dies,
      actor: Actor(.person, "ann"))
    _ = await failure { try await rotation.rotate(.indexingToken, of: client) }
    #expect(try await watch(installation).look().failures == 0, "it may still be under way")
    installation.time.advance(by: .seconds(120))
    #expect(try await watch(installation).look().failures == 1)
    #expect(try await watch(installation).look().failures == 0)
    #expect(try await installation.actions(of: client).map(\.deadlineAt) == [startedAt + .seconds(600)])
  }
}
