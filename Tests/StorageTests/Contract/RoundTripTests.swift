import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage keeps every member of` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `a client`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var client = fixtures.client("Über Werke 2", industry: .manufacturing)
    client.gleanURL = "https://glean.example"
    let stored = client
    try await open.storage.write { try $0.insert(stored) }
    #expect(try await open.storage.read { try $0.client(stored.id) } == stored)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a new dataset`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let scene = open.scene
    #expect(try await open.storage.read { try $0.dataset(scene.dataset.id) } == scene.dataset)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a dataset that has come a long way`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    var dataset = open.scene.dataset
    dataset.name = "Renamed"
    dataset.journeyID = fixtures.id()
    dataset.status = .failed
    dataset.readyAt = now
    dataset.lastReadyAt = now + .seconds(1)
    dataset.archivedAt = now + .seconds(2)
    dataset.cleanupVerifiedAt = now + .seconds(3)
    dataset.expiresAt = now + .seconds(4)
    dataset.metadata.customFields = ["nested": ["list": [1, .number(2.5), .null, true, "text"]]]
    dataset.template = nil
    dataset.expectedRecordCount = 7
    dataset.recordCount = 6
    dataset.sizeBytes = 1 << 40
    dataset.qualityScore = Gate.decide(
      [CheckVerdict(.schemaValidation, score: 100.0 / 3, result: [:])], at: now)
    dataset.health = .degraded
    dataset.failure = Failure(.searchTimedOut, "slow", remedy: "wait", step: .upload)
    dataset.deletionProtected = true
    dataset.connectorID = open.scene.connector.id
    dataset.currentSnapshotID = fixtures.id()
    dataset.labels = ["a": "1", "b": "\u{1F600}"]
    let changed = dataset
    try await open.storage.write { try $0.update(changed) }
    dataset.version += 1
    #expect(try await open.storage.read { try $0.dataset(changed.id) } == dataset)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a template`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let template = fixtures.template()
    try await open.storage.write { registry in
      try registry.store(template)
      try registry.store(template)
    }
    #expect(try await open.storage.read { try $0.template(template.id) } == template)
  }

  @Test(arguments: Backend.reachable, ConnectorPhase.allCases)
  mutating func `a connector in every phase`(_ backend: Backend, _ phase: ConnectorPhase) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var connector = open.scene.connector
    for step in ConnectorPhase.allCases.prefix(while: { $0 != phase }) + [phase] {
      try connector.move(to: step, status: try #require(step.allowedStatuses.last))
    }
    connector.configuration.configuration = ["objectType": "Page"]
    connector.configuration.rateLimits = ["perSecond": 10]
    connector.healthCheckInterval = .milliseconds(1500)
    connector.lastHealthCheck = open.time.now()
    connector.healthStatus = ["errors": 0]
    connector.syncPaused = true
    let changed = connector
    try await open.storage.write { try $0.update(changed) }
    connector.version += 1
    #expect(try await open.storage.read { try $0.connector(changed.id) } == connector)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a quality check`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let example = FailingExample(record: "p-1", pointer: "/title", rule: "required", message: "a title is needed")
    let check = fixtures.check(
      CheckVerdict(
        .dataCompleteness, score: 98.7, warned: true, result: ["complete": 987, "expected": 1000], examples: [example],
        errorMessage: "one of 1000"),
      of: open.scene.dataset, in: open.scene.operation)
    try await open.storage.write { try $0.insert(check) }
    #expect(try await open.storage.read { try $0.checks(of: check.datasetID, limit: 10) } == [check])
  }

  @Test(arguments: Backend.reachable)
  mutating func `an operation and its steps`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let now = open.time.now()
    let dataset = fixtures.dataset(of: open.scene.client, name: "Restored")
    var operation = fixtures.operation(
      on: dataset, kind: .restore,
      parameters: OperationParameters(archivedDatasetID: open.scene.dataset.id, graceSeconds: 5), priority: .high)
    var step = OperationStep(operationID: operation.id, name: .upload, ordinal: 3)
    let inserted = (operation, step)
    try await open.storage.write { registry in
      try registry.insert(dataset)
      try registry.insert(inserted.0, steps: [inserted.1])
    }

    operation.status = .running
    operation.step = .upload
    operation.startedAt = now
    operation.finishedAt = now + .seconds(1)
    operation.wakeAt = now + .seconds(2)
    operation.failure = Failure(.storageFull, "full")
    operation.cancelRequested = true
    operation.lease = Lease(owner: "host:1", expiresAt: now + .seconds(3))
    step.status = .failed
    step.attempts = 2
    step.startedAt = now
    step.finishedAt = now + .seconds(1)
    step.checkpoint = ["page": 4]
    step.detail = "400 pages"
    step.failure = Failure(.searchFailed, "no", step: .upload)
    let changed = (operation, step)
    try await open.storage.write { registry in
      try registry.update(changed.0)
      try registry.store(changed.1)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.operation(changed.0.id) == changed.0)
      #expect(try registry.steps(of: changed.0.id) == [changed.1])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a snapshot and an archive`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let snapshot = fixtures.snapshot(of: open.scene.dataset)
    var archive = fixtures.archive(of: open.scene.dataset, snapshot: snapshot)
    archive.verifiedAt = open.time.now() + .seconds(9)
    let verified = archive
    try await open.storage.write { registry in
      try registry.store(snapshot)
      try registry.store(verified)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.snapshot(snapshot.id) == snapshot)
      #expect(try registry.archive(of: verified.datasetID) == verified)
    }
    try await open.storage.write { try $0.deleteSnapshot(snapshot.id) }
    #expect(try await open.storage.read { try $0.snapshot(snapshot.id) } == nil)
  }

  @Test(arguments: Backend.reachable)
  mutating func `an outbox event and a usage metric`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let dataset = open.scene.dataset
    let event = fixtures.outboxEvent(.datasetProvisioned, of: dataset, sequence: 1, data: ["records": 500])
    let metric = DatasetUsageMetric(
      datasetID: dataset.id, metric: .bytesStored, value: 12.5, window: 3600, recordedAt: open.time.now())
    try await open.storage.write { registry in
      try registry.enqueue(event)
      try registry.record(metric)
      try registry.record(metric)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.outbox(of: dataset.id) == [event])
      #expect(try registry.usageMetrics(of: dataset.id) == [metric])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a manual action and who confirmed it`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var action = fixtures.manualAction(on: open.scene.dataset, connector: open.scene.connector)
    let asked = action
    try action.confirm(by: Actor(.person, "mo"), reason: "removed in the console", at: open.time.now())
    let confirmed = action
    try await open.storage.write { try $0.store(asked) }
    #expect(try await open.storage.read { try $0.manualActions(of: nil, openOnly: true) } == [asked])
    try await open.storage.write { try $0.store(confirmed) }
    try await open.storage.read { registry throws in
      #expect(try registry.manualActions(of: asked.datasetID, openOnly: true).isEmpty)
      #expect(try registry.manualActions(of: asked.datasetID, openOnly: false) == [confirmed])
    }
  }
}
