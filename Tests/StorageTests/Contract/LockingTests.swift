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

  @Test(arguments: Backend.reachable)
  mutating func `by giving a waiting operation to one claimer only`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (id, now) = (open.scene.operation.id, open.time.now())
    let lease = Lease(owner: "first", expiresAt: now + .seconds(60))
    let claimed = try await open.storage.write { try $0.claim(id, lease: lease, at: now) }
    #expect(claimed?.status == .running)
    #expect(claimed?.lease == lease)
    #expect(claimed?.fence == 1)
    let second = try await open.storage.write {
      try $0.claim(id, lease: Lease(owner: "second", expiresAt: now + .seconds(60)), at: now + .seconds(59))
    }
    #expect(second == nil)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by fencing off the first claimer when its lease is over`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (id, now) = (open.scene.operation.id, open.time.now())
    let first = try #require(
      try await open.storage.write {
        try $0.claim(id, lease: Lease(owner: "first", expiresAt: now + .seconds(60)), at: now)
      })
    let second = try await open.storage.write {
      try $0.claim(id, lease: Lease(owner: "second", expiresAt: now + .seconds(120)), at: now + .seconds(60))
    }
    #expect(second?.fence == 2)
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(first) } }
    #expect(failure?.code == .conflict)
    #expect(failure?.message.contains("second") == true)
  }

  @Test(arguments: Backend.reachable)
  mutating func `by not claiming a finished operation`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var operation = open.scene.operation
    operation.status = .succeeded
    let (finished, now) = (operation, open.time.now())
    let claimed = try await open.storage.write { registry in
      try registry.update(finished)
      return try registry.claim(finished.id, lease: Lease(owner: "late", expiresAt: now), at: now)
    }
    #expect(claimed == nil)
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
  mutating func `by listing as due what waits and whose time has come`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    var later = fixtures.operation(on: open.scene.dataset, kind: .teardown)
    later.wakeAt = now + .seconds(10)
    var due = fixtures.operation(on: open.scene.dataset, kind: .validate)
    due.wakeAt = now
    let (first, inserted) = (open.scene.operation, [later, due])
    try await open.storage.write { registry in
      for operation in inserted { try registry.insert(operation, steps: []) }
      for operation in inserted { try registry.update(operation) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.dueOperations(at: now, limit: 10).map(\.id) == [first.id, inserted[1].id])
      #expect(try registry.dueOperations(at: now, limit: 1).map(\.id) == [first.id])
      #expect(
        try registry.dueOperations(at: now + .seconds(10), limit: 10).map(\.id)
          == [first.id, inserted[0].id, inserted[1].id])
      #expect(try registry.runningOperations().isEmpty)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `by listing operations newest first, finished ones apart`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let first = open.scene.operation
    var operation = fixtures.operation(on: open.scene.dataset, kind: .validate)
    let second = operation
    operation.status = .failed
    let failed = operation
    try await open.storage.write { registry in
      try registry.insert(second, steps: [])
      try registry.update(failed)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.operations(OperationFilter(datasetID: first.datasetID)).map(\.id) == [second.id, first.id])
      #expect(try registry.operations(OperationFilter(kind: .validate)).map(\.id) == [second.id])
      #expect(try registry.operations(OperationFilter(unfinishedOnly: true)).map(\.id) == [first.id])
      #expect(try registry.operations(OperationFilter(limit: 1)).map(\.id) == [second.id])
    }
  }
}
