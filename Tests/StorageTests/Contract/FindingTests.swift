import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Datasets are found` {
  var fixtures = Fixtures()
  /// Lives as long as the test.
  private var kept: [OpenRegistry] = []

  /// Seven datasets, the last with every sign that SQL has a meaning for.
  private mutating func library(_ backend: Backend) async throws -> (any Storage, [Dataset], OpenRegistry) {
    let open = try await OpenRegistry(backend, &fixtures)
    kept.append(open)
    var datasets = (1...5).map { fixtures.dataset(of: open.scene.client, name: "Checkout \($0)") }
    datasets[1].labels = ["team": "payments", "owner": "Zoë"]
    datasets[2].labels = ["team": "payments"]
    datasets.append(fixtures.dataset(of: open.scene.client, name: Self.hostile))
    datasets[5].labels = [Self.hostile: Self.hostile]
    let inserted = datasets
    try await open.storage.write { registry in for dataset in inserted { try registry.insert(dataset) } }
    return (open.storage, [open.scene.dataset] + datasets, open)
  }

  private static let hostile = #"100%_^ '; DROP TABLE datasets; -- "x" \ $1 ?"#

  private func ids(_ storage: any Storage, _ filter: DatasetFilter) async throws -> [Identifier<Dataset>] {
    try await storage.read { try $0.datasets(filter).map(\.id) }
  }

  @Test(arguments: Backend.reachable)
  mutating func `page by page, none twice and none left out, while others come in front`(_ backend: Backend)
    async throws
  {
    let (storage, datasets, open) = try await library(backend)
    var seen: [Identifier<Dataset>] = []
    var after: Identifier<Dataset>?
    repeat {
      let page = try await ids(storage, DatasetFilter(after: after, limit: 2))
      seen += page
      after = page.last
      let newer = fixtures.dataset(of: open.scene.client, name: "Newer \(seen.count)")
      try await storage.write { try $0.insert(newer) }
    } while after != nil
    #expect(seen == datasets.reversed().map(\.id))
  }

  @Test(arguments: Backend.reachable)
  mutating func `by their labels, all of which have to be there`(_ backend: Backend) async throws {
    let (storage, datasets, _) = try await library(backend)
    #expect(
      try await ids(storage, DatasetFilter(labels: ["team": "payments"])) == [datasets[3].id, datasets[2].id])
    #expect(
      try await ids(storage, DatasetFilter(labels: ["team": "payments", "owner": "Zoë"])) == [datasets[2].id])
    #expect(try await ids(storage, DatasetFilter(labels: ["team": "pay"])) == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `by labels that were changed`(_ backend: Backend) async throws {
    let (storage, datasets, _) = try await library(backend)
    var dataset = datasets[2]
    dataset.labels = ["team": "risk"]
    let changed = dataset
    try await storage.write { try $0.update(changed) }
    #expect(try await ids(storage, DatasetFilter(labels: ["team": "risk"])) == [dataset.id])
    #expect(try await ids(storage, DatasetFilter(labels: ["team": "payments"])) == [datasets[3].id])
    #expect(try await ids(storage, DatasetFilter(labels: ["owner": "Zoë"])) == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `of a client by their labels`(_ backend: Backend) async throws {
    let (storage, datasets, open) = try await library(backend)
    let client = open.scene.client.id
    func found(_ labels: [String: String]) async throws -> [Identifier<Dataset>] {
      try await ids(storage, DatasetFilter(clientID: client, labels: labels))
    }
    #expect(try await found(["team": "payments"]) == [datasets[3].id, datasets[2].id])
    #expect(try await found(["team": "payments", "owner": "Zoë"]) == [datasets[2].id])
    #expect(try await found([Self.hostile: Self.hostile]) == [datasets[6].id])
    #expect(try await found(["team": "pay"]) == [])
  }

  @Test(arguments: Backend.reachable, ["C%\u{301}", "C_\u{301}", "Ch^\u{301}"])
  mutating func `by signs with a mark on them, which mean nothing either`(
    _ backend: Backend, _ text: String
  ) async throws {
    let (storage, _, open) = try await library(backend)
    let marked = fixtures.dataset(of: open.scene.client, name: "Che\u{301}ckout")
    try await storage.write { try $0.insert(marked) }
    #expect(try await ids(storage, DatasetFilter(text: text)) == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `by what their ids begin with`(_ backend: Backend) async throws {
    let (storage, datasets, _) = try await library(backend)
    let id = datasets[3].id.description
    #expect(try await ids(storage, DatasetFilter(idPrefix: id)) == [datasets[3].id])
    #expect(try await ids(storage, DatasetFilter(idPrefix: String(id.prefix(13)))).contains(datasets[3].id))
    #expect(try await ids(storage, DatasetFilter(idPrefix: "%")) == [])
    #expect(try await ids(storage, DatasetFilter(idPrefix: "00000000")) == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `by a part of their name or labels, without regard to case`(_ backend: Backend) async throws {
    let (storage, datasets, _) = try await library(backend)
    #expect(try await ids(storage, DatasetFilter(text: "cHECKout 3")) == [datasets[3].id])
    #expect(try await ids(storage, DatasetFilter(text: "zoë")) == [datasets[2].id])
    #expect(try await ids(storage, DatasetFilter(text: "nothing like that")) == [])
  }

  @Test(arguments: Backend.reachable, ["%", "%_", "^", "'", "--", hostile, #"\"#, "?", "$1"])
  mutating func `by signs that mean something to SQL, which mean nothing here`(
    _ backend: Backend, _ text: String
  ) async throws {
    let (storage, datasets, _) = try await library(backend)
    #expect(try await ids(storage, DatasetFilter(text: text)) == [datasets[6].id])
    #expect(try await ids(storage, DatasetFilter(labels: [Self.hostile: Self.hostile])) == [datasets[6].id])
    #expect(try await ids(storage, DatasetFilter(name: Self.hostile)) == [datasets[6].id])
  }

  @Test(arguments: Backend.reachable)
  mutating func `and never get a name that no database keeps whole`(_ backend: Backend) async throws {
    let (storage, _, open) = try await library(backend)
    let dataset = fixtures.dataset(of: open.scene.client, name: "nul \u{0} nul")
    let failure = await #expect(throws: Failure.self) { try await storage.write { try $0.insert(dataset) } }
    #expect(failure?.message.contains("NUL character") == true)
    #expect(try await ids(storage, DatasetFilter()).count == 7)
  }

  @Test(arguments: Backend.reachable)
  mutating func `and counted by status`(_ backend: Backend) async throws {
    let (storage, datasets, _) = try await library(backend)
    var dataset = datasets[1]
    dataset.status = .archived
    let archived = dataset
    try await storage.write { try $0.update(archived) }
    #expect(
      try await storage.read { try $0.datasetCounts(DatasetFilter(limit: 1)) } == [.provisioning: 6, .archived: 1])
    #expect(try await ids(storage, DatasetFilter(liveOnly: true)).count == 6)
    #expect(
      try await storage.read { try $0.datasetCounts(DatasetFilter(labels: ["team": "payments"])) } == [.provisioning: 2]
    )
  }

  @Test(arguments: Backend.reachable)
  mutating func `when they have expired, but not those that are protected`(_ backend: Backend) async throws {
    let (storage, datasets, open) = try await library(backend)
    var ready = Array(datasets[1...3])
    for index in ready.indices {
      ready[index].status = .ready
      ready[index].expiresAt = open.time.now() + .seconds(Int64(index))
    }
    ready[1].deletionProtected = true
    let changed = ready
    try await storage.write { registry in for dataset in changed { try registry.update(dataset) } }
    let now = open.time.now()
    let expired = try await storage.read { try $0.expired(at: now + .seconds(2), limit: 10).map(\.id) }
    #expect(expired == [ready[0].id, ready[2].id])
    #expect(try await storage.read { try $0.expired(at: now + .seconds(1), limit: 10).map(\.id) } == [ready[0].id])
  }
}
