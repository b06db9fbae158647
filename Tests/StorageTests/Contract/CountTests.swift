import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage counts` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `clients, however many`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let second = fixtures.client("Second")
    #expect(try await open.storage.read { try $0.clientCount() } == 1)
    try await open.storage.write { try $0.insert(second) }
    #expect(try await open.storage.read { try $0.clientCount() } == 2)
  }

  @Test(arguments: Backend.reachable)
  mutating func `operations that wait and that run, not those that ended`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    let datasets = (1...3).map { fixtures.dataset(of: open.scene.client, name: "Dataset \($0)") }
    let operations = datasets.map { fixtures.operation(on: $0, kind: .validate) }
    var ended = operations[2]
    ended.status = .succeeded
    let succeeded = ended
    let wish = ClaimWish(
      lease: Lease(owner: "me", expiresAt: now + .seconds(60)), now: now, slots: 1, among: [operations[0].id],
      perStage: 10, perClient: 10)
    try await open.storage.write { registry in
      for dataset in datasets { try registry.insert(dataset) }
      for operation in operations { try registry.insert(operation, steps: []) }
      try registry.update(succeeded)
      _ = try registry.claim(wish)
    }
    #expect(try await open.storage.read { try $0.unfinishedOperationCounts() } == [.waiting: 2, .running: 1])
  }

  @Test(arguments: Backend.reachable)
  mutating func `operations that failed and were not taken up again`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var operation = open.scene.operation
    operation.status = .failed
    let failed = operation
    operation.replayedBy = fixtures.id()
    let replayed = operation
    try await open.storage.write { try $0.update(failed) }
    #expect(try await open.storage.read { try $0.deadOperationCount() } == 1)
    try await open.storage.write { try $0.update(replayed) }
    #expect(try await open.storage.read { try $0.deadOperationCount() } == 0)
  }

  @Test(arguments: Backend.reachable)
  mutating func `datasets with events that were not sent, however many they are`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let other = fixtures.dataset(of: open.scene.client, name: "Other")
    let events = (1...3).map { fixtures.outboxEvent(.datasetProvisioned, of: open.scene.dataset, sequence: $0) }
    var sent = fixtures.outboxEvent(.datasetProvisioned, of: other, sequence: 1)
    sent.deliveredAt = open.time.now()
    let delivered = sent
    try await open.storage.write { registry in
      try registry.insert(other)
      for event in events + [delivered] { try registry.enqueue(event) }
    }
    #expect(try await open.storage.read { try $0.undeliveredSubjectCount() } == 1)
  }
}
