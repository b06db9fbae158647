import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage keeps changes apart` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `by refusing a dataset that somebody else changed`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let stale = open.scene.dataset
    try await open.storage.write { try $0.update(stale) }
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(stale) } }
    #expect(failure?.code == .conflict)
    #expect(failure?.message.contains("version 2 is stored") == true)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by refusing a connector that somebody else changed`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let stale = open.scene.connector
    try await open.storage.write { try $0.update(stale) }
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(stale) } }
    #expect(failure?.code == .conflict)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by saying that a dataset to be changed is not there`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let unknown = fixtures.dataset(of: open.scene.client)
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(unknown) } }
    #expect(failure?.code == .notFound)
  }

  private func wish(
    _ owner: String, _ now: Timestamp, among ids: Identifier<DataOpsCore.Operation>...
  ) -> ClaimWish {
    ClaimWish(
      lease: Lease(owner: owner, expiresAt: now + .seconds(60)), now: now, slots: 10,
      among: ids.isEmpty ? nil : Set(ids),
      perStage: 10, perClient: 10)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by giving a waiting operation to one claimer only`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (first, second) = (wish("first", open.time.now()), wish("second", open.time.now() + .seconds(59)))
    let claimed = try await open.storage.write { try $0.claim(first) }
    #expect(claimed.map(\.id) == [open.scene.operation.id])
    #expect(claimed.first?.status == .running)
    #expect(claimed.first?.lease == first.lease)
    #expect(claimed.first?.fence == 1)
    #expect(try await open.storage.write { try $0.claim(second) } == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `by fencing off the first claimer when its lease is over`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (first, second) = (wish("first", open.time.now()), wish("second", open.time.now() + .seconds(60)))
    let lost = try #require(try await open.storage.write { try $0.claim(first) }.first)
    let taken = try #require(try await open.storage.write { try $0.claim(second) }.first)
    #expect(taken.fence > lost.fence)
    #expect(taken.stalls == 2)
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(lost) } }
    #expect(failure?.code == .conflict)
    #expect(failure?.message.contains("second") == true)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by not claiming a finished operation`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var operation = open.scene.operation
    operation.status = .succeeded
    let (finished, late) = (operation, wish("late", open.time.now(), among: open.scene.operation.id))
    let claimed = try await open.storage.write { registry in
      try registry.update(finished)
      return try registry.claim(late)
    }
    #expect(claimed == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `by keeping a request to cancel when a runner writes what it read before`(_ backend: Backend)
    async throws
  {
    let open = try await OpenRegistry(backend, &fixtures)
    let running = open.scene.operation
    try await open.storage.write { registry in
      try registry.requestCancellation(of: running.id)
      try registry.update(running)
    }
    #expect(try await open.storage.read { try $0.operation(running.id)?.cancelRequested } == true)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by listing as due what waits and whose time has come, the urgent first`(_ backend: Backend)
    async throws
  {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    let datasets = (1...3).map { fixtures.dataset(of: open.scene.client, name: "Dataset \($0)") }
    var later = fixtures.operation(on: datasets[0], kind: .teardown)
    later.wakeAt = now + .seconds(10)
    var due = fixtures.operation(on: datasets[1], kind: .validate)
    due.wakeAt = now
    let urgent = fixtures.operation(on: datasets[2], priority: .high)
    let (first, inserted) = (open.scene.operation, [later, due, urgent])
    try await open.storage.write { registry in
      for dataset in datasets { try registry.insert(dataset) }
      for operation in inserted { try registry.insert(operation, steps: []) }
    }
    try await open.storage.read { registry throws in
      #expect(
        try registry.dueOperations(at: now, limit: 10).map(\.id) == [inserted[2].id, first.id, inserted[1].id])
      #expect(try registry.dueOperations(at: now, limit: 2).map(\.id) == [inserted[2].id, first.id])
      #expect(
        try registry.dueOperations(at: now + .seconds(10), limit: 10).map(\.id)
          == [inserted[2].id, first.id, inserted[0].id, inserted[1].id])
      #expect(try registry.runningOperations().isEmpty)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `by listing operations newest first, finished ones apart`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let first = open.scene.operation
    let dataset = fixtures.dataset(of: open.scene.client, name: "Second")
    var operation = fixtures.operation(on: dataset, kind: .validate)
    let second = operation
    operation.status = .failed
    let failed = operation
    try await open.storage.write { registry in
      try registry.insert(dataset)
      try registry.insert(second, steps: [])
      try registry.update(failed)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.operations(OperationFilter()).map(\.id) == [second.id, first.id])
      #expect(try registry.operations(OperationFilter(datasetID: first.datasetID)).map(\.id) == [first.id])
      #expect(try registry.operations(OperationFilter(deadOnly: true)).map(\.id) == [second.id])
      #expect(try registry.operations(OperationFilter(after: second.id)).map(\.id) == [first.id])
      #expect(try registry.operations(OperationFilter(kind: .validate)).map(\.id) == [second.id])
      #expect(try registry.operations(OperationFilter(unfinishedOnly: true)).map(\.id) == [first.id])
      #expect(try registry.operations(OperationFilter(limit: 1)).map(\.id) == [second.id])
    }
  }
}
