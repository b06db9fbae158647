import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Reconciliation finds` {
  private static let name = "acme-bank-sandbox-jira"

  private func expect(_ result: Reconciliation, _ kind: FindingKind, _ message: String) {
    #expect(result.findings.map(\.kind) == [kind])
    #expect(result.findings.map(\.message) == [message])
    #expect(result.remaining == result.findings)
  }

  @Test func `nothing in an empty installation`() async throws {
    let result = try await Installation().reconcile()
    #expect(result.findings.isEmpty)
    #expect(result.lookedAt == Reconciliation.Counts())
  }

  @Test func `nothing where everything fits, whatever the datasets have been through`() async throws {
    let installation = try await Installation()
    let ready = try await installation.readyDataset(count: 20)
    let cleaned = try await installation.requestIssues(count: 20, name: "cleaned").dataset.id
    let restored = try await installation.requestIssues(count: 20, name: "restored").dataset.id
    let inGrace = try await installation.requestIssues(count: 20, name: "in grace").dataset.id
    try await installation.drain()
    _ = try await installation.requests.teardown(cleaned, grace: .zero)
    for id in [restored, inGrace] { _ = try await installation.requests.teardown(id) }
    try await installation.drain()
    _ = try await installation.requests.restore(restored)
    try await installation.drain()
    _ = try await installation.requests.restore(cleaned)
    try await installation.drain()
    for step in [StepName.createConnector, .writeSnapshot, .upload, .sampleQueries] {
      _ = try await installation.requestIssues(count: 20, name: step.rawValue)
      try await installation.work(steps: [FailingStep(step, Failure(.generationFailed, "no"))])
    }
    let cancelled = try await installation.requestIssues(count: 20, name: "cancelled").operation.id
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(cancelled)
    try await installation.drain()
    _ = try await installation.requests.validate(ready)
    _ = try await installation.requestIssues(count: 20, name: "waiting")
    let result = try await installation.reconcile(repairing: true)
    // What a failed write_snapshot wrote is collected: no row tells of it.
    #expect(result.findings.map(\.kind) == [.snapshotWithoutRegistry])
    #expect(result.remaining.isEmpty)
    let again = try await installation.reconcile(repairing: true)
    #expect(again.findings.isEmpty, "\(again.findings)")
    #expect(again.lookedAt.datasets == 12)
    #expect(again.lookedAt.operations == 3)
    #expect(again.lookedAt.connectors > 0)
    #expect(again.lookedAt.datasources > 0)
    #expect(again.lookedAt.storedSnapshots > 0)
    #expect(again.lookedAt.storedArchives == 3)
  }

  @Test func `a dataset that is PROVISIONING without an operation`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.end(requested.operation.id)
    expect(
      try await installation.reconcile(), .datasetWithoutOperation,
      "dataset '\(Self.name)' is PROVISIONING, and no operation is working on it")
  }

  @Test func `a dataset whose teardown failed`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id)
    try await installation.work(steps: [FailingStep(.archiveMetadata, Failure(.generationFailed, "no"))])
    expect(
      try await installation.reconcile(), .datasetWithoutOperation,
      "dataset '\(Self.name)' is in TEARDOWN, and no operation is working on it")
  }

  @Test func `an archived dataset whose removal from search nobody will do`() async throws {
    let installation = try await Installation()
    let id = try await installation.archivedDataset(count: 20)
    let teardown = try await installation.newestOperation(on: id)
    try await installation.end(teardown.id, as: .cancelled)
    expect(
      try await installation.reconcile(), .datasetWithoutOperation,
      "dataset '\(Self.name)' is ARCHIVED, but was not seen to be gone from search, and no operation is working on it")
  }

  @Test func `an operation that is under way for more than twice its budget`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 20)
    try await installation.work(interruptedAt: .end, of: .upload)
    let limit = Lifecycle.steps(of: .provision).reduce(Duration.zero) { $0 + $1.timeLimit }
    installation.time.advance(by: limit - .seconds(60))
    #expect(try await installation.reconcile().findings.isEmpty)
    installation.time.advance(by: .seconds(120))
    expect(
      try await installation.reconcile(), .operationStuck,
      "the provision of dataset '\(Self.name)' has been under way for 2 h 13 min; "
        + "twice the budget of its steps is 2 h 12 min")
  }

  @Test func `a teardown that nobody takes up after its grace`() async throws {
    let installation = try await Installation()
    _ = try await installation.archivedDataset(count: 20)
    installation.time.advance(by: .seconds(86_400 + 590))
    #expect(try await installation.reconcile().findings.isEmpty)
    installation.time.advance(by: .seconds(60))
    expect(
      try await installation.reconcile(), .operationStuck,
      "the teardown of dataset '\(Self.name)' has been under way for 10 min; twice the budget of its steps is 10 min")
  }

  @Test func `an operation that waits for a dataset that is gone`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.archive(id)
    expect(
      try await installation.reconcile(), .operationStuck,
      "the provision of dataset '\(Self.name)' waits, but that is archived and gone from search")
  }

  @Test func `an operation whose process is silent, and tells nobody to do anything`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues()
    let (storage, time) = (installation.services.storage, installation.time)
    let result = try await installation.reconcile {
      _ = try await storage.write { registry in
        try registry.claim(
          ClaimWish(
            lease: Lease(owner: "other/1", expiresAt: time.now() + .seconds(30)), now: time.now(), slots: 1,
            perStage: 10, perClient: 3))
      }
      time.advance(by: .seconds(30))
    }
    #expect(result.findings.map(\.kind) == [.leaseExpired])
    #expect(
      result.findings.first?.message == "the provision of dataset '\(Self.name)' was run by other/1, "
        + "which has been silent since 2026-01-18 09:30:30 UTC")
    #expect(result.remaining.isEmpty)
  }

  @Test func `a live connector of a dataset that is gone`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let connector = try await installation.addConnector(to: id)
    try await installation.change(id) { $0.connectorID = connector.id }
    expect(
      try await installation.reconcile(), .connectorWithoutDataset,
      "connector 'connector-lonely' is creating, but its dataset '\(Self.name)' is archived and gone from search")
  }

  @Test func `a live connector that its dataset does not know`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    try await installation.work(steps: [FailingStep(.upload, Failure(.generationFailed, "no"))])
    try await installation.change(id) { $0.connectorID = nil }
    let result = try await installation.reconcile()
    expect(
      result, .connectorWithoutDataset,
      "connector '\(Self.name)' is creating, but its dataset '\(Self.name)' has none")
    #expect(result.findings.first?.repair == nil)
  }

  @Test func `a READY dataset without a live connector`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let connector = try await installation.connector(of: id)
    try await installation.services.storage.write { registry in
      var connector = connector
      try connector.move(to: .disconnect, status: .disconnected)
      try registry.update(connector)
    }
    expect(
      try await installation.reconcile(), .datasetWithoutConnector,
      "dataset '\(Self.name)' is READY, but has a connector in phase disconnect")
  }

  @Test(arguments: [
    (ResourceKind.documents, "documents in datasource"), (.identities, "people and groups in datasource"),
    (.snapshot, "snapshot"),
  ])
  func `an entry that the ledger has open of a dataset that is gone`(kind: ResourceKind, noun: String) async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let name =
      kind == .snapshot
      ? Identifier<Snapshot>(derivedFrom: "lost").description : try await installation.connector(of: id).datasource
    try await installation.openEntry(kind, name, of: id)
    expect(
      try await installation.reconcile(), .ledgerLeftOpen,
      "the ledger of dataset '\(Self.name)', which is gone from search, has its \(noun) '\(name)' open")
  }

  @Test func `a registration that the ledger has open and a person has removed`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let datasource = try await installation.connector(of: id).datasource
    try installation.loseSearch()
    expect(
      try await installation.reconcile(), .ledgerLeftOpen,
      "the ledger of dataset '\(Self.name)', which is gone from search, "
        + "has its registration as datasource '\(datasource)' open")
  }

  @Test func `a snapshot that was left half written`() async throws {
    let installation = try await Installation()
    let id = Identifier<Snapshot>(derivedFrom: "lost")
    let result = try await installation.reconcile {
      try await installation.put(at: try #require(.chunk("00", of: id)))
    }
    expect(result, .snapshotWithoutRegistry, "snapshot \(id) was left half written, and no operation is writing it")
  }

  @Test func `a complete snapshot that the registry does not know`() async throws {
    let installation = try await Installation()
    let id = Identifier<Snapshot>(derivedFrom: "lost")
    try await installation.put(at: .manifest(of: id))
    expect(
      try await installation.reconcile(), .snapshotWithoutRegistry,
      "snapshot \(id) is in the object store, but not in the registry")
  }

  @Test func `something among the snapshots that is none`() async throws {
    let installation = try await Installation()
    try await installation.put(at: try #require(ObjectKey(["snapshots", "notes.txt"])))
    let result = try await installation.reconcile()
    expect(result, .snapshotWithoutRegistry, "snapshots/notes.txt is in the object store and is no snapshot")
    #expect(result.findings.first?.repair == nil)
  }

  @Test func `a snapshot that a dataset points to and the registry has no row of`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let snapshot = try #require(try await installation.dataset(id).currentSnapshotID)
    try await installation.services.storage.write { try $0.deleteSnapshot(snapshot) }
    let result = try await installation.reconcile(repairing: true)
    expect(
      result, .snapshotWithoutRegistry,
      "the registry has no row of snapshot \(snapshot), but dataset '\(Self.name)' points to it")
    #expect(try await installation.services.objects.contains(.manifest(of: snapshot)))
  }

  @Test func `a snapshot without its manifest`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let snapshot = try #require(try await installation.dataset(id).currentSnapshotID)
    let objects = installation.services.objects
    let result = try await installation.reconcile { try await objects.delete(.manifest(of: snapshot)) }
    expect(
      result, .snapshotMissing, "snapshot \(snapshot) of dataset '\(Self.name)' has no manifest in the object store")
  }

  @Test func `an archived dataset without the document of its archive`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    try await installation.services.objects.delete(.archive(of: id))
    expect(
      try await installation.reconcile(), .archiveMissing,
      "the archive of dataset '\(Self.name)' is not in the object store")
  }

  @Test func `an archived dataset of which the registry has no archive`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(steps: [FailingStep(.selectTemplate, Failure(.templateRefused, "no"))])
    try await installation.archive(id)
    expect(
      try await installation.reconcile(), .archiveMissing,
      "dataset '\(Self.name)' is ARCHIVED, but the registry has no archive of it")
  }

  @Test func `an archive whose dataset nobody knows`() async throws {
    let installation = try await Installation()
    let id = Identifier<Dataset>(derivedFrom: "lost")
    try await installation.put(at: .archive(of: id))
    expect(
      try await installation.reconcile(), .archiveWithoutDataset,
      "archives/\(id) is in the object store, but its dataset is not in the registry")
  }

  @Test func `an archive of a dataset that is READY`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.put(at: .archive(of: id))
    expect(
      try await installation.reconcile(), .archiveWithoutDataset,
      "archives/\(id) is in the object store, but dataset '\(Self.name)' is READY")
    let now = installation.time.now()
    try await installation.services.storage.write { registry in
      try registry.store(
        Archive(
          datasetID: id, snapshotID: nil, key: ObjectKey.archive(of: id).description,
          hash: String(repeating: "0", count: 64), recordCount: 0, byteCount: 0, createdAt: now))
    }
    expect(
      try await installation.reconcile(), .archiveWithoutDataset, "dataset '\(Self.name)' is READY, but has an archive")
  }

  @Test func `a datasource that search does not know`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let datasource = try await installation.connector(of: id).datasource
    try installation.loseSearch()
    expect(
      try await installation.reconcile(), .datasourceMissing,
      "search does not know datasource '\(datasource)' of dataset '\(Self.name)', which is READY")
  }

  @Test func `documents that search holds of a dataset that is gone`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    let result = try await installation.reconcile { try await installation.addDocument(to: id) }
    expect(
      result, .documentsLeft,
      "search still holds 1 document, 0 people, 0 groups, 0 memberships of dataset '\(Self.name)', which was gone from it"
    )
  }

  @Test func `people that search holds of a dataset that is gone`() async throws {
    let installation = try await Installation()
    let id = try await installation.cleanedDataset()
    installation.time.advance(by: DatasourceStatus.oldestCount)
    let (connector, client) = (try await installation.connector(of: id), try await installation.client(of: id))
    let connections = installation.services.connections
    let result = try await installation.reconcile {
      try await connections.index(for: client).replaceIdentities(
        SearchIdentities(users: [.init(email: "bob@example.com", name: "Bob")], groups: []), in: connector.datasource,
        uploadID: "left")
    }
    expect(
      result, .documentsLeft,
      "search still holds 0 documents, 1 person, 0 groups, 0 memberships of dataset '\(Self.name)', which was gone from it"
    )
  }

  @Test func `a READY dataset of which search holds another number of documents`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let result = try await installation.reconcile { try await installation.addDocument(to: id) }
    expect(
      result, .countDiffers, "search holds 21 documents of dataset '\(Self.name)', which has 20 records")
    #expect(result.findings.first?.repair == nil)
  }

  @Test func `a client whose search cannot be reached, once, and looks at the others`() async throws {
    let installation = try await Installation()
    _ = try await installation.readyDataset(count: 20)
    let deaf = try await installation.addClient("Deaf Bank")
    for name in ["one", "two"] {
      _ = try await installation.requests.provision(
        ProvisionRequest(client: "Deaf Bank", type: .jiraIssues, name: name, count: 20))
    }
    try await installation.drain()
    let result = try await installation.reconcile(
      connections: DeafConnections(installation.services.connections, deaf: deaf.id))
    expect(
      result, .searchUnreachable, "the search of client 'Deaf Bank' could not be looked at: nobody answers")
    #expect(result.findings.first?.remedy == "Plug it in.")
    #expect(result.findings.first?.subject.clientID == deaf.id)
    #expect(result.lookedAt.datasources == 1)
  }

  @Test func `a datasource about which search does not answer, and asks about the others`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requestIssues(count: 20, name: "other")
    try await installation.drain()
    let failures = Counter(1)
    let watch = SearchWatch { call throws(Failure) in
      if case .status = call, failures.take() { throw Failure(.searchRefusedRequest, "no") }
    }
    let result = try await installation.reconcile(
      connections: watch.connections(to: installation.services.connections))
    #expect(result.findings.map(\.kind) == [.searchUnreachable])
    #expect(result.lookedAt.datasources == 1)
    #expect(result.findings.first?.subject.datasetID != id)
  }

  @Test func `only what belongs to a client where one is named`() async throws {
    let installation = try await Installation()
    let first = try await installation.addClient()
    let second = try await installation.addClient("Other Bank")
    let lost = try await installation.requestIssues()
    try await installation.end(lost.operation.id)
    try await installation.put(at: .manifest(of: Identifier(derivedFrom: "lost")))
    #expect(try await installation.reconcile(first.id).findings.map(\.subject.datasetID) == [lost.dataset.id])
    let other = try await installation.reconcile(second.id)
    #expect(other.findings.isEmpty)
    #expect(other.lookedAt == Reconciliation.Counts())
  }

  @Test func `what does not fit in registries of many pages`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let (template, identifiers) = (requested.dataset, installation.services.identifiers)
    let ids = (1...450).map { _ in identifiers.next(Dataset.self) }
    try await installation.services.storage.write { registry in
      for (number, id) in ids.enumerated() {
        var dataset = Dataset(
          id: id, name: "lost \(number)", type: template.type, stage: template.stage, clientID: template.clientID,
          source: template.source, metadata: template.metadata, template: nil, seed: 1, expectedRecordCount: 1,
          createdAt: template.createdAt)
        let connector = GleanConnector(
          id: identifiers.next(GleanConnector.self), name: "lost \(number)", datasource: "lost\(number)",
          clientID: dataset.clientID, datasetID: id, stage: dataset.stage, type: .jira,
          configuration: ConnectorConfiguration(connectorType: .jira, endpoint: "embedded"),
          createdAt: template.createdAt)
        dataset.connectorID = connector.id
        try registry.insert(dataset)
        try registry.insert(connector)
      }
    }
    let result = try await installation.reconcile()
    #expect(result.lookedAt.datasets == 451)
    #expect(result.lookedAt.connectors == 450)
    #expect(result.findings.map(\.subject.datasetID) == ids.reversed())
  }
}
