import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage lists` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `datasets newest first, though all are of one instant`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = open.scene.client
    var datasets = [open.scene.dataset]
    for number in 1...5 { datasets.append(fixtures.dataset(of: client, name: "Dataset \(number)")) }
    let inserted = datasets
    try await open.storage.write { registry in
      for dataset in inserted.dropFirst() { try registry.insert(dataset) }
    }
    let listed = try await open.storage.read { try $0.datasets(DatasetFilter()).map(\.id) }
    #expect(listed == inserted.reversed().map(\.id))
  }

  @Test(arguments: Backend.reachable)
  mutating func `only the datasets that a filter wants`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let first = open.scene
    let other = Scene(&fixtures, name: "Other", stage: .production)
    let issues = fixtures.dataset(of: first.client, name: "Issues", type: .jiraIssues)
    try await open.storage.insert(other)
    try await open.storage.write { try $0.insert(issues) }
    try await open.storage.read { registry throws in
      #expect(
        try registry.datasets(DatasetFilter(clientID: first.client.id)).map(\.id) == [issues.id, first.dataset.id])
      #expect(try registry.datasets(DatasetFilter(stage: .production)).map(\.id) == [other.dataset.id])
      #expect(try registry.datasets(DatasetFilter(status: .ready)).map(\.id) == [])
      #expect(try registry.datasets(DatasetFilter(type: .jiraIssues)).map(\.id) == [issues.id])
      #expect(try registry.datasets(DatasetFilter(name: "Issues")).map(\.id) == [issues.id])
      #expect(try registry.datasets(DatasetFilter(limit: 1)).map(\.id) == [issues.id])
      #expect(try registry.datasets(DatasetFilter(limit: -1)).map(\.id) == [])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `datasets that are not archived in its count`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = open.scene.client.id
    #expect(try await open.storage.read { try $0.liveDatasetCount(of: client) } == 1)
    var dataset = open.scene.dataset
    dataset.status = .archived
    let archived = dataset
    try await open.storage.write { try $0.update(archived) }
    #expect(try await open.storage.read { try $0.liveDatasetCount(of: client) } == 0)
  }

  @Test(arguments: Backend.reachable)
  mutating func `clients by name, found without regard to case and by slug`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = fixtures.client("Äbc & Söhne")
    try await open.storage.write { try $0.insert(client) }
    let acme = open.scene.client
    try await open.storage.read { registry throws in
      #expect(try registry.clients().map(\.name) == ["Acme Bank", "Äbc & Söhne"])
      #expect(try registry.client(named: "ÄBC & SÖHNE")?.id == client.id)
      #expect(try registry.client(named: client.slug.uppercased())?.id == client.id)
      #expect(try registry.client(named: "acme-bank")?.id == acme.id)
      #expect(try registry.client(named: "nobody") == nil)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `every connector of a client, stage and type, oldest first`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, first) = (open.scene.client, open.scene.connector)
    let dataset = fixtures.dataset(of: client, name: "Second")
    let second = fixtures.connector(of: dataset, client: client, ordinal: 2)
    try await open.storage.write { registry in
      try registry.insert(dataset)
      try registry.insert(second)
    }
    try await open.storage.read { registry throws in
      #expect(
        try registry.connectors(of: client.id, stage: .sandbox, type: .confluence).map(\.id) == [first.id, second.id])
      #expect(try registry.connectors(of: client.id, stage: .sandbox, type: .jira).isEmpty)
      #expect(try registry.connectors(of: client.id, stage: .pilot, type: .confluence).isEmpty)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `checks in the order in which they were made`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (dataset, operation) = (open.scene.dataset, open.scene.operation)
    let checks = CheckType.allCases.map { type in
      fixtures.check(CheckVerdict(type, score: 100, result: [:]), of: dataset, in: operation)
    }
    try await open.storage.write { registry in
      for check in checks { try registry.insert(check) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.checks(of: operation.id) == checks)
      #expect(try registry.checks(of: dataset.id, limit: 2) == Array(checks.prefix(2)))
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `archives newest first, of one client or all`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let other = Scene(&fixtures, name: "Other")
    try await open.storage.insert(other)
    let first = fixtures.archive(of: open.scene.dataset, snapshot: nil)
    let second = fixtures.archive(of: other.dataset, snapshot: nil)
    let client = open.scene.client.id
    try await open.storage.write { registry in
      try registry.store(first)
      try registry.store(second)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.archives(client: nil, limit: 10) == [second, first])
      #expect(try registry.archives(client: client, limit: 10) == [first])
      #expect(try registry.archives(client: nil, limit: 1) == [second])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `the ledger as planned, also after a release`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let scene = open.scene
    var entries = [ResourceKind.snapshot, .datasource, .documents].map { kind in
      LedgerEntry(
        datasetID: scene.dataset.id, kind: kind, name: "acme", operationID: scene.operation.id,
        plannedAt: open.time.now())
    }
    let planned = entries
    entries[0].releasedAt = open.time.now()
    let released = entries
    try await open.storage.write { registry in
      for entry in planned { try registry.store(entry) }
      try registry.store(released[0])
    }
    #expect(try await open.storage.read { try $0.ledger(of: scene.dataset.id) } == released)
  }

  @Test(arguments: Backend.reachable)
  mutating func `itself with computed totals`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let before = try await open.storage.read { try $0.registry() }
    #expect(before.totalDatasets == 1)
    #expect(before.lastUpdated == nil)
    #expect(before.version == RegistryVersion(schema: 6, policy: Gate.policyVersion))
    let event = fixtures.auditEvent(after: nil)
    try await open.storage.write { try $0.append(event) }
    let after = try await open.storage.read { try $0.registry() }
    #expect(after.lastUpdated == event.at)
    #expect(after.id == before.id)
  }

  @Test(arguments: Backend.reachable)
  mutating func `live connectors in pages, newest first, of one client or all`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, first) = (open.scene.client, open.scene.connector)
    let other = Scene(&fixtures, name: "Other")
    try await open.storage.insert(other)
    let dataset = fixtures.dataset(of: client, name: "Second")
    var second = fixtures.connector(of: dataset, client: client, ordinal: 2)
    try second.move(to: .disconnect, status: .disconnected)
    let inserted = second
    try await open.storage.write { registry in
      try registry.insert(dataset)
      try registry.insert(inserted)
    }
    try await open.storage.read { registry throws in
      #expect(
        try registry.liveConnectors(of: nil, after: nil, limit: 10).map(\.id)
          == [inserted.id, other.connector.id, first.id])
      #expect(try registry.liveConnectors(of: client.id, after: nil, limit: 10).map(\.id) == [inserted.id, first.id])
      #expect(try registry.liveConnectors(of: nil, after: inserted.id, limit: 1).map(\.id) == [other.connector.id])
      #expect(try registry.liveConnectors(of: nil, after: first.id, limit: 1).isEmpty)
    }
    try await open.storage.write { registry in
      var archived = inserted
      try archived.move(to: .delete, status: .archived)
      try registry.update(archived)
    }
    #expect(
      try await open.storage.read { try $0.liveConnectors(of: client.id, after: nil, limit: 10).map(\.id) } == [
        first.id
      ])
  }
}
