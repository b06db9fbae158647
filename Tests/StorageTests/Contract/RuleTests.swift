import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage refuses` {
  var fixtures = Fixtures()

  private func code(
    _ storage: any Storage, _ body: @escaping @Sendable (any RegistryWriting) throws -> Void
  ) async -> FailureCode? {
    await #expect(throws: Failure.self) { try await storage.write(body) }?.code
  }

  @Test(arguments: Backend.reachable, ["acme bank", "ACME BANK", "Acme-Bank"])
  mutating func `a second client of the same name or slug`(_ backend: Backend, _ name: String) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let twin = fixtures.client(name)
    #expect(await code(open.storage) { try $0.insert(twin) } == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a datasource name that is taken`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let scene = open.scene
    let dataset = fixtures.dataset(of: scene.client)
    let twin = GleanConnector(
      id: fixtures.id(), name: "other", datasource: scene.connector.datasource, clientID: scene.client.id,
      datasetID: dataset.id, stage: .sandbox, type: .confluence, configuration: scene.connector.configuration,
      createdAt: open.time.now())
    let refused = await code(open.storage) { registry in
      try registry.insert(dataset)
      try registry.insert(twin)
    }
    #expect(refused == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a second live connector of a dataset`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let second = fixtures.connector(of: open.scene.dataset, client: open.scene.client, ordinal: 2)
    #expect(await code(open.storage) { try $0.insert(second) } == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `no new connector where the old one is archived`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var connector = open.scene.connector
    try connector.move(to: .disconnect, status: .disconnected)
    try connector.move(to: .delete, status: .archived)
    let archived = connector
    let second = fixtures.connector(of: open.scene.dataset, client: open.scene.client, ordinal: 2)
    try await open.storage.write { registry in
      try registry.update(archived)
      try registry.insert(second)
    }
    #expect(try await open.storage.read { try $0.connector(second.id) } == second)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a connector whose configuration is of another type`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var connector = open.scene.connector
    connector.configuration.connectorType = .slack
    let changed = connector
    #expect(await code(open.storage) { try $0.update(changed) } == .invalidRequest)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a dataset of a client that is not there`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let orphan = fixtures.dataset(of: fixtures.client("Nobody"))
    #expect(await code(open.storage) { try $0.insert(orphan) } == .conflict)
  }

  @Test(arguments: Backend.reachable, Stage.allCases)
  mutating func `a source exactly where the stage does not allow it`(_ backend: Backend, _ stage: Stage) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    for source in DataSource.allCases {
      let dataset = fixtures.dataset(of: open.scene.client, stage: stage, source: source)
      if stage.allowedSources.contains(source) {
        try await open.storage.write { try $0.insert(dataset) }
      } else {
        #expect(await code(open.storage) { try $0.insert(dataset) } == .conflict, "\(source)")
      }
    }
  }

  @Test(arguments: Backend.reachable, [-0.1, 100.1])
  mutating func `a score outside of 0 to 100`(_ backend: Backend, _ score: Double) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let check = fixtures.check(
      CheckVerdict(.schemaValidation, score: score, result: [:]), of: open.scene.dataset, in: open.scene.operation)
    #expect(await code(open.storage) { try $0.insert(check) } == .conflict)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a number that JSON cannot express`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var dataset = open.scene.dataset
    dataset.metadata.customFields = ["ratio": .number(.infinity)]
    let changed = dataset
    #expect(await code(open.storage) { try $0.update(changed) } == .storageFailed)
  }

  @Test(arguments: Backend.reachable)
  mutating func `an audit event that does not follow the last one`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let first = fixtures.auditEvent(after: nil)
    let second = fixtures.auditEvent(after: first)
    #expect(await code(open.storage) { try $0.append(second) } == .conflict)
    try await open.storage.write { try $0.append(first) }
    #expect(await code(open.storage) { try $0.append(first) } == .conflict)
    let unbound = AuditEvent(
      sequence: 2, entry: second.entry, previousHash: AuditEvent.firstPreviousHash, hash: second.hash)
    #expect(await code(open.storage) { try $0.append(unbound) } == .conflict)
    try await open.storage.write { try $0.append(second) }
    #expect(try await open.storage.read { try $0.lastAuditEvent() } == second)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a second event with the same place in a dataset's order`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let dataset = open.scene.dataset
    #expect(try await open.storage.write { try $0.nextOutboxSequence(of: .dataset(dataset.id)) } == 1)
    let first = fixtures.outboxEvent(.datasetProvisioned, of: dataset, sequence: 1)
    let twin = fixtures.outboxEvent(.datasetValidated, of: dataset, sequence: 1)
    try await open.storage.write { try $0.enqueue(first) }
    #expect(try await open.storage.write { try $0.nextOutboxSequence(of: .dataset(dataset.id)) } == 2)
    #expect(await code(open.storage) { try $0.enqueue(twin) } == .alreadyExists)
  }

  @Test(arguments: Backend.reachable)
  mutating func `with words that carry neither SQL nor values`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var dataset = open.scene.dataset
    dataset.recordCount = -4711
    let changed = dataset
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(changed) } }
    #expect(failure?.message == "dataset 'Acme pages' breaks a rule of the registry: dataset counts are not negative")
  }
}
