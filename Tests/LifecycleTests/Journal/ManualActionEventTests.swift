import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Of a manual action the world is told` {
  private func events(_ installation: Installation, of client: Client) async throws -> [OutboxEvent] {
    try await installation.read { try $0.outbox(of: client.id) }
  }

  private func look(_ installation: Installation) async throws {
    _ = try await CredentialWatch(
      services: installation.services, sealer: installation.application.sealer,
      issuer: ScriptedIssuer { () throws(TokenIssueError) in
        throw TokenIssueError(Failure(.searchFailed, "no"), mayHaveReplaced: false)
      }, actor: Actor(.schedule, "test")
    ).look()
  }

  @Test func `when it is about a whole client, among the client's events`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    _ = try await installation.storeToken("a-token", of: client, expiresIn: 5)
    try await look(installation)
    let action = try #require(try await installation.actions(of: client).first)
    let event = try #require(try await events(installation, of: client).first)
    #expect(event.type == .manualActionRequired)
    #expect(event.subject == .client(client.id))
    #expect(event.sequence == 1)
    #expect(event.data["manual_action"]?["id"]?.string == action.id.description)
    #expect(event.data["manual_action"]?["deadline_at"]?.string == action.deadlineAt?.description)
  }

  @Test func `when it is confirmed, once and with who did it`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    _ = try await installation.storeToken("a-token", of: client, expiresIn: 5)
    try await look(installation)
    let action = try #require(try await installation.actions(of: client).first)
    let reference = ManualActionReference(action.id.description)
    _ = try await installation.requests.confirm(reference, reason: "done")
    #expect(await failure { try await installation.requests.confirm(reference, reason: "done") }?.code == .conflict)
    let told = try await events(installation, of: client)
    #expect(told.map(\.type) == [.manualActionRequired, .manualActionConfirmed])
    #expect(told.map(\.sequence) == [1, 2])
    #expect(told.last?.data["manual_action"]?["confirmed_by"]?.string == Actor(.person, "ann").description)
  }

  @Test func `when what it asks for happens, such as another credential`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient(at: "http://127.0.0.1:1")
    _ = try await installation.storeToken("a-token", of: client, expiresIn: 5)
    try await look(installation)
    _ = try await installation.storeToken("another-token", of: client)
    #expect(
      try await events(installation, of: client).map(\.type) == [.manualActionRequired, .manualActionConfirmed])
  }

  @Test func `when it is about a dataset, required among its events and confirmed among its client's`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    let client = try #require(try await installation.read { try $0.clients() }.first)
    let required = try #require(try await installation.read { try $0.outbox(of: id) }.last)
    #expect(required.type == .manualActionRequired)
    #expect(try await events(installation, of: client).isEmpty)
    let action = try #require(try await installation.actions(of: client).first)
    #expect(required.data["manual_action"]?["id"]?.string == action.id.description)
    _ = try await installation.requests.confirm(ManualActionReference(action.id.description), reason: "done")
    let confirmed = try #require(try await events(installation, of: client).first)
    #expect(confirmed.type == .manualActionConfirmed)
    #expect(confirmed.data["dataset_id"]?.string == id.description)
  }
}
