import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Work is shared out so that` {
  var fixtures = Fixtures()

  /// A registry with `count` operations that wait, each on a dataset of its own, of `clients` clients in turn.
  private mutating func queue(
    _ backend: Backend, _ count: Int, clients: Int = 1, kind: OperationKind = .validate
  ) async throws -> (OpenRegistry, [DataOpsCore.Operation]) {
    let open = try await OpenRegistry(backend, &fixtures)
    var operation = open.scene.operation
    operation.status = .succeeded
    let (done, more) = (operation, (1..<max(1, clients)).map { fixtures.client("Client \($0)") })
    let owners = [open.scene.client] + more
    let datasets = (0..<count).map { fixtures.dataset(of: owners[$0 % owners.count], name: "Dataset \($0)") }
    let operations = datasets.map { fixtures.operation(on: $0, kind: kind) }
    try await open.storage.write { registry in
      try registry.update(done)
      for client in more { try registry.insert(client) }
      for dataset in datasets { try registry.insert(dataset) }
      for operation in operations { try registry.insert(operation, steps: []) }
    }
    return (open, operations)
  }

  private func wish(
    _ owner: String, _ now: Timestamp, slots: Int, perStage: Int = 10, perClient: Int = 3
  ) -> ClaimWish {
    ClaimWish(
      lease: Lease(owner: owner, expiresAt: now + .seconds(30)), now: now, slots: slots, perStage: perStage,
      perClient: perClient)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a claim takes as many as there are slots, in order`(_ backend: Backend) async throws {
    let (open, operations) = try await queue(backend, 5)
    let wish = wish("me", open.time.now(), slots: 3)
    #expect(try await open.storage.write { try $0.claim(wish) }.map(\.id) == operations.prefix(3).map(\.id))
  }

  @Test(arguments: Backend.reachable)
  mutating func `many claimers at once never get the same operation`(_ backend: Backend) async throws {
    let (open, operations) = try await queue(backend, 60)
    let handles = [open.storage, try await backend.open(in: open.directory, time: open.time)]
    let now = open.time.now()
    let claimed = try await withThrowingTaskGroup(of: [Identifier<DataOpsCore.Operation>].self) { group in
      for number in 0..<12 {
        let wish = wish("worker \(number)", now, slots: 7)
        group.addTask { try await handles[number % 2].write { try $0.claim(wish) }.map(\.id) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 60)
    #expect(Set(claimed) == Set(operations.map(\.id)))
  }

  @Test(arguments: Backend.reachable)
  mutating func `never more provisions run than a stage and a client may have, whoever claims`(
    _ backend: Backend
  ) async throws {
    let (open, _) = try await queue(backend, 40, clients: 5, kind: .provision)
    let handles = [open.storage, try await backend.open(in: open.directory, time: open.time)]
    let now = open.time.now()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 {
        let wish = wish("worker \(number)", now, slots: 4)
        group.addTask { _ = try await handles[number % 2].write { try $0.claim(wish) } }
      }
      try await group.waitForAll()
    }
    let running = try await open.storage.read { try $0.runningOperations() }
    #expect(running.count == 10)
    #expect(Dictionary(grouping: running, by: \.clientID).values.allSatisfy { $0.count <= 3 })
  }

  @Test(arguments: Backend.reachable)
  mutating func `a heartbeat keeps what is held and tells what was lost`(_ backend: Backend) async throws {
    let (open, _) = try await queue(backend, 2)
    let now = open.time.now()
    let (mine, others) = (wish("me", now, slots: 2), wish("other", now + .seconds(31), slots: 1))
    let claimed = try await open.storage.write { try $0.claim(mine) }
    let held = claimed.map { OperationHold(id: $0.id, fence: $0.fence) }
    let first = [held[0]]
    #expect(
      try await open.storage.write { try $0.prolong(first, until: now + .seconds(60), at: now) } == [held[0].id: false])
    #expect(try await open.storage.write { try $0.claim(others) }.map(\.id) == [held[1].id])
    #expect(
      try await open.storage.write { try $0.prolong(held, until: now + .seconds(90), at: now) } == [held[0].id: false])
  }

  @Test(arguments: Backend.reachable)
  mutating func `a heartbeat tells what is to stop`(_ backend: Backend) async throws {
    let (open, _) = try await queue(backend, 2)
    let now = open.time.now()
    let mine = wish("me", now, slots: 2)
    let claimed = try await open.storage.write { try $0.claim(mine) }
    let held = claimed.map { OperationHold(id: $0.id, fence: $0.fence) }
    try await open.storage.write { try $0.requestCancellation(of: held[1].id) }
    let told = try await open.storage.write { try $0.prolong(held, until: now + .seconds(60), at: now) }
    #expect(told == [held[0].id: false, held[1].id: true])
  }

  @Test(arguments: Backend.reachable)
  mutating func `what is given back is claimed at once, and its old holder is fenced off`(
    _ backend: Backend
  ) async throws {
    let (open, _) = try await queue(backend, 1)
    let (mine, others) = (wish("me", open.time.now(), slots: 1), wish("other", open.time.now(), slots: 1))
    let claimed = try #require(try await open.storage.write { try $0.claim(mine) }.first)
    let hold = OperationHold(id: claimed.id, fence: claimed.fence)
    try await open.storage.write { try $0.release([hold]) }
    let next = try #require(try await open.storage.write { try $0.claim(others) }.first)
    #expect(next.stalls == 1, "being given back is no stall")
    let move = OperationMove(hold: hold, next: .upload, at: open.time.now(), steps: [])
    #expect(try await open.storage.write { try $0.advance([move]) } == [])
  }

  @Test(arguments: Backend.reachable)
  mutating func `operations move on together, but those that are lost or asked to stop`(
    _ backend: Backend
  ) async throws {
    let (open, _) = try await queue(backend, 4)
    let now = open.time.now()
    let wish = wish("me", now, slots: 4)
    let claimed = try await open.storage.write { try $0.claim(wish) }
    let moves = claimed.enumerated().map { number, operation in
      var step = OperationStep(operationID: operation.id, name: .schemaValidation, ordinal: 0)
      step.status = .done
      step.attempts = 1
      // The second was claimed by somebody else meanwhile, as its fence tells.
      let hold = OperationHold(id: operation.id, fence: operation.fence - (number == 1 ? 1 : 0))
      return OperationMove(hold: hold, next: number == 3 ? nil : .connectorHealth, at: now, steps: [step])
    }
    let moved = try await open.storage.write { registry in
      try registry.requestCancellation(of: claimed[2].id)
      return try registry.advance(moves)
    }
    #expect(moved == [claimed[0].id, claimed[3].id])
    try await open.storage.read { registry throws in
      let first = try #require(try registry.operation(claimed[0].id))
      #expect(first.step == .connectorHealth)
      #expect(first.status == .running)
      #expect(first.stalls == 0)
      #expect(first.lease != nil)
      let last = try #require(try registry.operation(claimed[3].id))
      #expect(last.status == .succeeded)
      #expect(last.step == nil)
      #expect(last.finishedAt == now)
      #expect(last.lease == nil)
      #expect(try registry.steps(of: claimed[0].id).map(\.status) == [.done])
      #expect(try registry.steps(of: claimed[1].id).isEmpty)
      #expect(try registry.steps(of: claimed[2].id).isEmpty)
      #expect(try registry.steps(of: Set(claimed.map(\.id))).count == 2)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a dataset has one unfinished operation`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let second = fixtures.operation(on: open.scene.dataset, kind: .teardown)
    let failure = await #expect(throws: Failure.self) {
      try await open.storage.write { try $0.insert(second, steps: []) }
    }
    #expect(failure?.code == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a named lease has one holder until it runs out or is given back`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (storage, now) = (open.storage, open.time.now())
    func take(_ owner: String, at instant: Timestamp) async throws -> SharedLease? {
      try await storage.write {
        try $0.takeLease("scheduler", owner: owner, until: instant + .seconds(30), at: instant)
      }
    }
    let first = try #require(try await take("one", at: now))
    #expect(first.fence == 1)
    #expect(try await take("two", at: now + .seconds(29)) == nil)
    #expect(try await take("one", at: now + .seconds(10))?.fence == 1)
    let second = try #require(try await take("two", at: now + .seconds(40)))
    #expect(second.fence == 2)
    let failure = await #expect(throws: Failure.self) {
      try await storage.write { try $0.require(first, at: now + .seconds(41)) }
    }
    #expect(failure?.code == .conflict)
    try await storage.write { registry in
      try registry.require(second, at: now + .seconds(41))
      try registry.giveBack(second)
    }
    #expect(try await take("three", at: now + .seconds(42))?.fence == 3)
    #expect(try await storage.read { try $0.sharedLeases() }.map(\.owner) == ["three"])
  }

  @Test(arguments: Backend.reachable)
  mutating func `a tenant's budget is one for all processes`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (storage, now) = (open.storage, open.time.now())
    func take(_ amount: Double, at instant: Timestamp) async throws -> Duration {
      try await storage.write { try $0.take(amount, from: "acme", rate: 10, capacity: 5, at: instant) }
    }
    #expect(try await take(5, at: now) == .zero)
    #expect(try await take(1, at: now) == .milliseconds(100))
    #expect(try await take(1, at: now) == .milliseconds(200), "who waits has its share already")
    #expect(try await take(5, at: now + .seconds(60)) == .zero, "it never holds more than its capacity")
    #expect(try await take(1, at: now + .seconds(60)) == .milliseconds(100))
  }

  @Test(arguments: Backend.reachable)
  mutating func `events are sent in order, each dataset's next one at a time`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    let other = fixtures.dataset(of: open.scene.client, name: "Other")
    var events = (1...3).map {
      fixtures.outboxEvent(.datasetProvisioned, of: open.scene.dataset, sequence: Int64($0))
    }
    let elsewhere = fixtures.outboxEvent(.datasetProvisioned, of: other, sequence: 1)
    let enqueued = events
    try await open.storage.write { registry in
      try registry.insert(other)
      for event in enqueued + [elsewhere] { try registry.enqueue(event) }
    }
    func next(_ instant: Timestamp) async throws -> Set<Identifier<OutboxEvent>> {
      Set(try await open.storage.read { try $0.undelivered(at: instant, limit: 10).map(\.id) })
    }
    #expect(try await next(now) == [events[0].id, elsewhere.id])
    events[0].attempts = 1
    events[0].retryAt = now + .seconds(5)
    let refused = events[0]
    try await open.storage.write { try $0.update(refused) }
    #expect(try await next(now) == [elsewhere.id], "what was not taken keeps those behind it waiting")
    #expect(try await next(now + .seconds(5)) == [events[0].id, elsewhere.id])
    events[0].deliveredAt = now + .seconds(5)
    let delivered = events[0]
    try await open.storage.write { try $0.update(delivered) }
    #expect(try await next(now) == [events[1].id, elsewhere.id])
    let datasetID = open.scene.dataset.id
    #expect(try await open.storage.read { try $0.outbox(of: datasetID) }.first == delivered)
  }

  @Test(arguments: Backend.reachable)
  mutating func `events about a client are sent beside those of its datasets, oldest first`(
    _ backend: Backend
  ) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = open.scene.client
    let ofDataset = fixtures.outboxEvent(.datasetProvisioned, of: open.scene.dataset, sequence: 1)
    open.time.advance(by: .seconds(1))
    let now = open.time.now()
    var first = OutboxEvent(
      id: fixtures.id(), type: .manualActionRequired, about: .client(client.id), sequence: 1, time: now, data: ["a": 1])
    let second = OutboxEvent(
      id: fixtures.id(), type: .manualActionConfirmed, about: .client(client.id), sequence: 2, time: now, data: [:])
    let enqueued = [first, second]
    try await open.storage.write { registry in
      #expect(try registry.nextOutboxSequence(of: .client(client.id)) == 1)
      for event in [ofDataset] + enqueued { try registry.enqueue(event) }
      #expect(try registry.nextOutboxSequence(of: .client(client.id)) == 3)
    }
    func next(_ limit: Int = 10) async throws -> [OutboxEvent] {
      try await open.storage.read { try $0.undelivered(at: now, limit: limit) }
    }
    #expect(try await next() == [ofDataset, first])
    #expect(try await next(1) == [ofDataset])
    #expect(try await open.storage.read { try $0.undeliveredSubjectCount() } == 2)
    (first.deliveredAt, first.attempts) = (now, 1)
    let delivered = first
    try await open.storage.write { try $0.update(delivered) }
    #expect(try await next() == [ofDataset, second])
    #expect(try await open.storage.read { try $0.outbox(of: client.id) } == [delivered, second])
    let twin = OutboxEvent(
      id: fixtures.id(), type: .manualActionConfirmed, about: .client(client.id), sequence: 2, time: now, data: [:])
    let refused = await #expect(throws: Failure.self) { try await open.storage.write { try $0.enqueue(twin) } }
    #expect(refused?.code == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `whoever waits for work hears of it`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let other = try await backend.open(in: open.directory, time: open.time)
    let listener = backend == .sqlite ? open.storage : other
    var hints = listener.workAnnouncements().makeAsyncIterator()
    // A listener that has just connected is told to look, too.
    if backend == .postgres { _ = await hints.next() }
    let dataset = fixtures.dataset(of: open.scene.client, name: "Second")
    let operation = fixtures.operation(on: dataset)
    try await open.storage.write { registry in
      try registry.insert(dataset)
      try registry.insert(operation, steps: [])
    }
    #expect(await hints.next() != nil)
  }
}
