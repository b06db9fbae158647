import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Reconciliation repairs` {
  @Test(arguments: [(StepName.writeSnapshot, DatasetStatus.provisioning), (.schemaValidation, .validating)])
  func `a dataset without an operation by failing it, so that a retry goes on`(
    step: StepName, status: DatasetStatus
  ) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 20)
    let id = requested.dataset.id
    try await installation.work(interruptedAt: .end, of: step)
    try #require(try await installation.dataset(id).status == status)
    let stopped = try #require(try await installation.operation(requested.operation.id).step)
    try await installation.end(requested.operation.id)
    try await installation.expectRepaired([.datasetWithoutOperation])
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .failed)
    #expect(dataset.failure?.code == .abandoned)
    #expect(dataset.failure?.step == stopped)
    _ = try await installation.requests.retry(id)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test(arguments: Lifecycle.steps(of: .teardown))
  func `a teardown that failed by taking it up where it stopped`(step: StepName) async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.work(steps: [FailingStep(step, Failure(.generationFailed, "no"))])
    let result = try await installation.reconcile(repairing: true)
    #expect(result.findings.map(\.standing) == [.repaired])
    let operation = try #require(
      try await installation.read { try $0.operations(OperationFilter(datasetID: id)) }.first)
    #expect(operation.status == .waiting)
    #expect(operation.step == step)
    try await installation.drain()
    #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
    #expect(try await installation.reconcile().findings.isEmpty)
  }

  @Test func `a teardown that failed behind snapshots that it had deleted`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    try await installation.work(steps: [FailingStep(.upload, Failure(.generationFailed, "no"))])
    _ = try await installation.requests.retry(id, restart: true)
    try await installation.drain()
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.work(steps: [FailingStep(.verifyCleanup, Failure(.generationFailed, "no"))])
    try await installation.expectRepaired([.datasetWithoutOperation])
    #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
  }

  @Test func `a removal from search that nobody will do, and waits out the grace`() async throws {
    let installation = try await Installation()
    let id = try await installation.archivedDataset(count: 20)
    let teardown = try await installation.newestOperation(on: id)
    try await installation.end(teardown.id, as: .cancelled)
    installation.time.advance(by: .seconds(3600))
    try await installation.expectRepaired([.datasetWithoutOperation])
    #expect(try await installation.searchStatus(of: id).indexed == 20)
    let archivedAt = try #require(try await installation.dataset(id).archivedAt)
    installation.time.advance(by: archivedAt + .seconds(86_401) - installation.time.now())
    try await installation.drain()
    #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
    #expect(try await installation.searchStatus(of: id).countsNothing)
  }

  @Test func `what search holds of a dataset that is gone, proven by an operation`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    #expect(
      try await installation.reconcile { try await installation.addDocument(to: id) }.findings.map(\.kind)
        == [.documentsLeft])
    try await installation.expectRepaired([.documentsLeft])
    #expect(try await installation.searchStatus(of: id).countsNothing)
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot, .datasource])
  }

  @Test func `a live connector of a dataset that is gone by archiving it`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let connector = try await installation.addConnector(to: id)
    try await installation.change(id) { $0.connectorID = connector.id }
    try await installation.expectRepaired([.connectorWithoutDataset])
    #expect(try await installation.connector(of: id).status == .archived)
  }

  @Test(arguments: [ResourceKind.documents, .identities, .snapshot])
  func `an open entry of the ledger when the resource is gone`(kind: ResourceKind) async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let name =
      kind == .snapshot
      ? Identifier<Snapshot>(derivedFrom: "lost").description : try await installation.connector(of: id).datasource
    try await installation.openEntry(kind, name, of: id)
    try await installation.expectRepaired([.ledgerLeftOpen])
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot, .datasource])
  }

  @Test func `the entry of a registration that a person has removed`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    try installation.loseSearch()
    try await installation.expectRepaired([.ledgerLeftOpen])
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot])
  }

  @Test func `no entry of what is still there, and says so`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let archived = try #require(try await installation.dataset(id).currentSnapshotID)
    let snapshot = Identifier<Snapshot>(derivedFrom: "kept")
    try await installation.put(at: .manifest(of: snapshot))
    try await installation.openEntry(.snapshot, snapshot.description, of: id)
    try await installation.services.storage.write { registry in
      let known = try #require(try registry.snapshot(archived))
      try registry.store(
        Snapshot(
          id: snapshot, datasetID: id, recordCount: known.recordCount, byteCount: known.byteCount,
          compressedByteCount: known.compressedByteCount, chunkCount: known.chunkCount, contentHash: known.contentHash,
          manifestHash: known.manifestHash, createdAt: known.createdAt))
    }
    let result = try await installation.reconcile(repairing: true)
    #expect(result.findings.map(\.kind) == [.ledgerLeftOpen])
    #expect(result.findings.map(\.standing) == [.failed])
    #expect(result.findings.first?.failure?.code == .cleanupIncomplete)
    #expect(result.remaining == result.findings)
    #expect(try await installation.audit(.reconciled).isEmpty)
  }

  @Test func `the ledger behind what it deletes`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let snapshot = Identifier<Snapshot>(derivedFrom: "lost")
    try await installation.put(at: .manifest(of: snapshot))
    try await installation.openEntry(.snapshot, snapshot.description, of: id)
    try await installation.expectRepaired([.ledgerLeftOpen, .snapshotWithoutRegistry])
  }

  @Test(arguments: [true, false])
  func `a snapshot that nothing accounts for by deleting it`(isComplete: Bool) async throws {
    let installation = try await Installation()
    let kept = try await installation.readyDataset(count: 20)
    let files = try await installation.snapshotFiles()
    let id = Identifier<Snapshot>(derivedFrom: "lost")
    let result = try await installation.reconcile(repairing: true) {
      try await installation.put(at: try #require(.chunk("00", of: id)))
      if isComplete { try await installation.put(at: .manifest(of: id)) }
    }
    #expect(result.findings.map(\.standing) == [.repaired])
    #expect(try await installation.snapshotFiles() == files)
    #expect(try await installation.reconcile().findings.isEmpty)
    #expect(try await installation.dataset(kept).status == .ready)
  }

  @Test func `and tells the audit trail what, why and by whom`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.end(requested.operation.id)
    let result = try await installation.reconcile(repairing: true)
    let entry = try #require(try await installation.audit(.reconciled).first)
    #expect(entry.datasetID == requested.dataset.id)
    #expect(entry.clientID == requested.dataset.clientID)
    #expect(entry.actor == Actor(.person, "ann"))
    #expect(entry.requestID == result.id.description)
    #expect(entry.reason == "reconciliation: \(try #require(result.findings.first).message)")
    #expect(entry.before?["finding"] == "dataset_without_operation")
    #expect(entry.after?["status"] == "failed")
    var last: AuditEvent?
    for event in try await installation.read({ try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 1000) }) {
      try AuditChain.verify(event, after: last)
      last = event
    }
  }

  @Test func `nothing unless it is asked to`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.end(requested.operation.id)
    let before = try await installation.rows()
    let first = try await installation.reconcile()
    #expect(first.findings.map(\.standing) == [.open])
    #expect(try await installation.reconcile().findings == first.findings)
    #expect(try await installation.rows() == before)
  }
}

@Suite struct `Reconciliation leaves alone` {
  @Test(arguments: Lifecycle.steps(of: .provision).dropLast())
  func `what an interrupted provision has made`(step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    try await installation.work(interruptedAt: .end, of: step)
    let files = try await installation.snapshotFiles()
    #expect(try await installation.reconcile(repairing: true).findings.isEmpty)
    #expect(try await installation.snapshotFiles() == files)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `the snapshot that an operation is writing`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let id = WriteSnapshotStep.snapshotID(for: requested.operation)
    let result = try await installation.reconcile(repairing: true) {
      try await installation.put(at: try #require(.chunk("00", of: id)))
    }
    #expect(result.findings.isEmpty)
    #expect(try await installation.snapshotFiles() == ["00.ndjson.zst"])
  }

  @Test func `what search holds of a dataset in its grace`() async throws {
    let installation = try await Installation()
    let id = try await installation.archivedDataset(count: 20)
    #expect(try await installation.reconcile(repairing: true).findings.isEmpty)
    #expect(try await installation.searchStatus(of: id).indexed == 20)
  }

  @Test func `a snapshot that was completed since it was listed`() async throws {
    let installation = try await Installation()
    let id = Identifier<Snapshot>(derivedFrom: "new")
    let objects = installation.services.objects
    let eventful = EventfulFiles(objects, afterListing: "snapshots") { () throws(Failure) in
      try await objects.put([UInt8]("{}".utf8), at: .manifest(of: id))
    }
    let result = try await installation.reconcile(repairing: true, objects: eventful) {
      try await installation.put(at: try #require(.chunk("00", of: id)))
    }
    #expect(result.findings.map(\.kind) == [.snapshotWithoutRegistry])
    #expect(result.findings.map(\.standing) == [.settled])
    #expect(try await installation.snapshotFiles() == ["00.ndjson.zst", "manifest.json"])
  }

  @Test func `a snapshot whose row was written since it was listed`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let snapshot = try #require(try await installation.dataset(id).currentSnapshotID)
    let row = try #require(try await installation.read { try $0.snapshot(snapshot) })
    let storage = installation.services.storage
    try await storage.write { try $0.deleteSnapshot(snapshot) }
    let eventful = EventfulFiles(installation.services.objects, afterListing: "snapshots") { () throws(Failure) in
      do { try await storage.write { try $0.store(row) } } catch { throw Failure(wrapping: error) }
    }
    let result = try await installation.reconcile(repairing: true, objects: eventful)
    #expect(result.findings.isEmpty)
    #expect(try await installation.services.objects.contains(.manifest(of: snapshot)))
  }

  @Test func `a teardown that somebody has taken up since it was found`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id)
    try await installation.work(steps: [FailingStep(.archiveMetadata, Failure(.generationFailed, "no"))])
    let requests = installation.requests
    let eventful = EventfulFiles(installation.services.objects, afterListing: "archives") { () throws(Failure) in
      _ = try await requests.teardown(id)
    }
    let result = try await installation.reconcile(repairing: true, objects: eventful)
    #expect(result.findings.map(\.standing) == [.settled])
    #expect(result.remaining.isEmpty)
    let unfinished = try await installation.read {
      try $0.operations(OperationFilter(datasetID: id, unfinishedOnly: true))
    }
    #expect(unfinished.count == 1)
    #expect(try await installation.audit(.reconciled).isEmpty)
  }

  @Test func `what an operation that another repair asked for will see to`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let datasource = try await installation.connector(of: id).datasource
    try await installation.openEntry(.documents, datasource, of: id)
    let result = try await installation.reconcile(repairing: true) { try await installation.addDocument(to: id) }
    #expect(Set(result.findings.map(\.kind)) == [.documentsLeft, .ledgerLeftOpen])
    #expect(result.findings.first { $0.kind == .documentsLeft }?.standing == .repaired)
    #expect(result.findings.first { $0.kind == .ledgerLeftOpen }?.standing == .settled)
    try await installation.drain()
    #expect(try await installation.reconcile().findings.isEmpty)
  }

  @Test func `a dataset that changed while its files were looked for`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let snapshot = try #require(try await installation.dataset(id).currentSnapshotID)
    let objects = installation.services.objects
    try await objects.delete(.manifest(of: snapshot))
    let requests = installation.requests
    let result = try await installation.reconcile(
      objects: ChangingFiles(objects) { () throws(Failure) in _ = try await requests.validate(id) })
    #expect(result.findings.isEmpty)
  }
}

/// The object store, where something happens when it is first asked whether it holds a file.
private struct ChangingFiles: ObjectFiles {
  let real: any ObjectFiles
  let happening: @Sendable () async throws(Failure) -> Void
  private let once = Counter(1)

  init(_ real: any ObjectFiles, _ happening: @escaping @Sendable () async throws(Failure) -> Void) {
    self.real = real
    self.happening = happening
  }

  func contains(_ key: ObjectKey) async throws(Failure) -> Bool {
    if once.take() { try await happening() }
    return try await real.contains(key)
  }

  func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey] { try await real.list(under: prefix) }
  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure) { try await real.put(bytes, at: key) }
  func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8] {
    try await real.get(key, maximumBytes: maximumBytes)
  }
  func delete(_ key: ObjectKey) async throws(Failure) { try await real.delete(key) }
  func deleteAll(under prefix: ObjectKey) async throws(Failure) { try await real.deleteAll(under: prefix) }
}
