import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Testing
import _DataOpsTestKit

@Suite struct `A seed load` {
  let directory: TemporaryDirectory
  let time = ManualTime()

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func plan(seed: UInt64 = 1) throws -> SeedPlan {
    try SeedPlan(active: 100, archived: 1000, templates: 50, clients: 8, seed: seed, now: time.now())
  }

  @discardableResult
  private func load(_ plan: SeedPlan, into backend: Backend) async throws -> [String: Int] {
    switch backend {
    case .sqlite:
      return try await SQLRegistry.openSQLite(path: directory.path("registry.sqlite"), now: time.now()).load(plan)
    case .postgres:
      let address = try await PrivatePostgres.shared().registryAddress(in: directory, now: time.now())
      return try await SQLRegistry.openPostgres(address).load(plan)
    }
  }

  @Test(arguments: Backend.reachable)
  func `makes as many as it was asked for, and a whole audit chain`(_ backend: Backend) async throws {
    let rows = try await load(plan(), into: backend)
    let storage = try await backend.open(in: directory, time: time)
    try await storage.read { registry throws in
      let counts = try registry.datasetCounts(DatasetFilter())
      #expect(counts[.archived] == 1000)
      #expect(counts.values.reduce(0, +) == 1100)
      #expect(try #require(counts[.ready]) > 60)
      #expect(try #require(counts[.failed]) > 0)
      #expect(try registry.clientCount() == 8)
      #expect(try registry.unfinishedOperationCounts() == [:])
      #expect(try registry.undeliveredSubjectCount() == 0)
      var (last, entries) = (AuditEvent?.none, 0)
      while case let page = try registry.auditEvents(after: last?.sequence ?? 0, filter: AuditFilter(), limit: 1000),
        !page.isEmpty
      {
        for event in page {
          try AuditChain.verify(event, after: last)
          if let last { #expect(event.at >= last.at) }
          last = event
        }
        entries += page.count
      }
      #expect(rows["audit_events"] == entries)
    }
  }

  @Test(arguments: Backend.reachable)
  func `makes nouns that can be read, each with its history`(_ backend: Backend) async throws {
    let small = try SeedPlan(active: 60, archived: 60, templates: 50, clients: 4, now: time.now())
    try await load(small, into: backend)
    let storage = try await backend.open(in: directory, time: time)
    try await storage.read { registry throws in
      for dataset in try registry.datasets(DatasetFilter(limit: .max)) {
        let operations = try registry.operations(OperationFilter(datasetID: dataset.id))
        #expect(operations.allSatisfy { $0.status.isFinished })
        let connector = try #require(try dataset.connectorID.flatMap(registry.connector))
        #expect(connector.datasetID == dataset.id)
        #expect(Set(dataset.labels.keys) == ["team", "owner", "region"])
        guard dataset.status == .ready || dataset.status == .archived else { continue }
        #expect(dataset.qualityScore?.meetsThreshold == true)
        #expect(try registry.checks(of: dataset.id, limit: 10).count == 4)
        #expect(try dataset.currentSnapshotID.flatMap(registry.snapshot)?.recordCount == dataset.recordCount)
        let archive = try registry.archive(of: dataset.id)
        #expect((archive != nil) == (dataset.status == .archived))
        #expect(try registry.outbox(of: dataset.id).allSatisfy { $0.deliveredAt != nil })
      }
      #expect(try registry.expired(at: time.now(), limit: 10).isEmpty)
    }
  }

  @Test(arguments: Backend.reachable)
  func `goes into an empty registry only`(_ backend: Backend) async throws {
    let small = try SeedPlan(active: 1, archived: 0, templates: 1, clients: 1, now: time.now())
    try await load(small, into: backend)
    let failure = await #expect(throws: Failure.self) { try await load(small, into: backend) }
    #expect(failure?.code == .alreadyExists)
  }

  @Test func `is the same for the same seed, in every database`() async throws {
    var ends: [AuditEnd] = []
    for (backend, seed) in Backend.reachable.map({ ($0, UInt64(7)) }) + [(.sqlite, 8)] {
      let other = try Self()
      let small = try SeedPlan(active: 20, archived: 40, templates: 50, clients: 2, seed: seed, now: time.now())
      try await other.load(small, into: backend)
      let storage = try await backend.open(in: other.directory, time: time)
      ends.append(AuditEnd(try await storage.read { try $0.lastAuditEvent() }))
    }
    #expect(Set(ends.dropLast()).count == 1)
    #expect(ends.last != ends.first)
  }

  @Test func `is refused where the clients are too few`() {
    let failure = #expect(throws: Failure.self) { try SeedPlan(active: 101, clients: 2, now: time.now()) }
    #expect(failure?.code == .invalidRequest)
    #expect(failure?.message == "2 clients cannot have 101 active datasets")
  }
}
