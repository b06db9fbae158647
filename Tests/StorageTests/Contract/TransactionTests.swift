import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A transaction` {
  var fixtures = Fixtures()

  private struct Change: Error {}

  @Test(arguments: Backend.reachable)
  mutating func `that throws leaves nothing behind, and throws what it threw`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = fixtures.client("Second")
    let event = fixtures.auditEvent(after: nil)
    await #expect(throws: Change.self) {
      try await open.storage.write { registry in
        try registry.insert(client)
        try registry.append(event)
        throw Change()
      }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.client(client.id) == nil)
      #expect(try registry.lastAuditEvent() == nil)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `sees its own changes`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = fixtures.client("Second")
    let found = try await open.storage.write { registry in
      try registry.insert(client)
      return try registry.client(named: "second")
    }
    #expect(found == client)
  }

  @Test(arguments: Backend.reachable)
  mutating func `is seen by another handle as soon as it returned`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let other = try await backend.open(in: open.directory, time: open.time)
    for number in 1...5 {
      let client = fixtures.client("Client \(number)")
      try await open.storage.write { try $0.insert(client) }
      #expect(try await other.read { try $0.client(client.id) } == client)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `never loses an update among concurrent writers on two handles`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let handles = [open.storage, try await backend.open(in: open.directory, time: open.time)]
    let fixtures = fixtures
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await handles[number % 2].write { registry in
            _ = try registry.auditEnd()
            try registry.append(fixtures.auditEvent(after: try registry.lastAuditEvent()))
          }
        }
      }
      try await group.waitForAll()
    }
    let sequences = try await open.storage.read {
      try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 100).map(\.sequence)
    }
    #expect(sequences == Array(1...40))
  }

  @Test(arguments: Backend.reachable)
  mutating func `runs to its end in a task that was cancelled`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = fixtures.client("Second")
    let storage = open.storage
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await storage.write { try $0.insert(client) }
    }
    try await task.value
    #expect(try await storage.read { try $0.client(client.id) } == client)
  }

  @Test(arguments: Backend.reachable)
  mutating func `that reads sees one state, whatever is written meanwhile`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = fixtures.client("Second")
    let storage = open.storage
    let (began, written) = (AsyncStream<Void>.makeStream(), Barrier())
    async let counts = storage.read { registry throws in
      let before = try registry.clients().count
      began.continuation.finish()
      written.wait()
      return (before, try registry.clients().count)
    }
    for await _ in began.stream {}
    try await storage.write { try $0.insert(client) }
    written.open()
    let (before, after) = try await counts
    #expect(before == after)
    #expect(try await storage.read { try $0.clients().count } == after + 1)
  }

  @Test(arguments: Backend.reachable)
  mutating func `lists audit events by sequence as filtered`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, dataset) = (open.scene.client, open.scene.dataset)
    let first = fixtures.auditEvent(after: nil, action: .clientAdded, client: client)
    let second = fixtures.auditEvent(after: first, client: client, dataset: dataset)
    let third = fixtures.auditEvent(after: second, action: .accessDenied)
    try await open.storage.write { registry in
      for event in [first, second, third] { try registry.append(event) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.auditEvents(after: 0, filter: AuditFilter(), limit: 10) == [first, second, third])
      #expect(try registry.auditEvents(after: 1, filter: AuditFilter(), limit: 1) == [second])
      #expect(try registry.auditEvents(after: 0, filter: AuditFilter(datasetID: dataset.id), limit: 10) == [second])
      #expect(
        try registry.auditEvents(after: 0, filter: AuditFilter(clientID: client.id), limit: 10) == [first, second])
      #expect(try registry.auditEvents(after: 0, filter: AuditFilter(action: .accessDenied), limit: 10) == [third])
    }
  }
}
