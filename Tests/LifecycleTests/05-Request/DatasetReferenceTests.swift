import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A dataset is found` {
  let directory: TemporaryDirectory
  let storage: any Storage
  let mine: Dataset
  let other: Dataset

  init() async throws {
    directory = try TemporaryDirectory()
    storage = try await Backend.sqlite.open(in: directory)
    var fixtures = Fixtures()
    let acme = fixtures.client("Acme Bank")
    let zeta = fixtures.client("Zeta Bank")
    mine = fixtures.dataset(of: acme, name: "Pages of May")
    other = fixtures.dataset(of: zeta, name: "Pages of June")
    try await storage.write { [mine, other] registry in
      for client in [acme, zeta] { try registry.insert(client) }
      for dataset in [mine, other] { try registry.insert(dataset) }
    }
  }

  private func found(_ text: String) async throws -> Identifier<Dataset> {
    try await storage.read { try DatasetReference(text).resolve(in: $0).id }
  }

  @Test func `by its id`() async throws {
    #expect(try await found(mine.id.description) == mine.id)
  }

  @Test func `by its id in capitals`() async throws {
    #expect(try await found(mine.id.description.uppercased()) == mine.id)
  }

  @Test func `by the beginning of its id`() async throws {
    #expect(try await found(String(mine.id.description.dropLast(4))) == mine.id)
  }

  @Test func `by its name`() async throws {
    #expect(try await found("Pages of May") == mine.id)
  }

  @Test func `by its name when an archived one had the same`() async throws {
    try await add("Pages of May", to: mine.clientID, status: .archived)
    #expect(try await found("Pages of May") == mine.id)
  }

  @Test func `not by the beginning of two ids`() async throws {
    // Both were made in the same instant, so their ids begin alike.
    let failure = await failure { try await found(String(mine.id.description.prefix(13))) }
    #expect(failure?.code == .conflict)
  }

  @Test func `not by fewer than eight characters of its id`() async throws {
    #expect(await failure { try await found(String(mine.id.description.prefix(7))) }?.code == .notFound)
  }

  @Test func `not by a name that two clients' datasets have, and both ids are said`() async throws {
    let twin = try await add("Pages of May", to: other.clientID, status: .ready)
    let failure = await failure { try await found("Pages of May") }
    #expect(failure?.code == .conflict)
    let remedy = try #require(failure?.remedy)
    #expect(remedy.contains(mine.id.description) && remedy.contains(twin.description))
  }

  @Test func `not where there is none`() async throws {
    let unknown = Identifier<Dataset>(derivedFrom: "unknown").description
    for text in [unknown, "no such name", ""] {
      #expect(await failure { try await found(text) }?.code == .notFound)
    }
  }

  @discardableResult
  private func add(
    _ name: String, to client: Identifier<Client>, status: DatasetStatus
  ) async throws -> Identifier<Dataset> {
    try await storage.write { registry in
      var fixtures = Fixtures(seed: 99)
      guard let client = try registry.client(client) else { throw Failure(.notFound, "no client") }
      var dataset = fixtures.dataset(of: client, name: name)
      dataset.status = status
      try registry.insert(dataset)
      return dataset.id
    }
  }
}
