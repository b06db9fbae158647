package import DataOpsCore

/// Proves the connector on the first ten records before anything large is sent: reachable, authenticated, synced, searchable, labelled.
package struct ValidateConnectorStep: Step {
  package let name = StepName.validateConnector
  /// Seed, "test_data_sync: sync first 10 records".
  static let canaries = 10

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    let datasource = connected.connector.datasource
    try await checkRegistration(connected)
    let visibility = try await checkVisibility(connected)

    try checkAddresses(connected, work)
    let documents = try connected.documents(ofRecords: 0..<Self.canaries)
    try await plan(connected, work)
    try await connected.index.index(documents, in: datasource)
    guard let first = documents.first else { throw Failure(.generationFailed, "the dataset has no records") }
    let searchable = try await waitUntilIndexed(documents.map(\.reference), connected, work)
    if searchable {
      try await checkAccess(connected, first)
      try await checkSearch(connected, first)
    }

    let journal = work.journal(.provisioningAgent)
    let id = connected.connector.id
    let outcome = searchable ? "searchable" : "accepted; indexing takes longer, the sample queries wait for it"
    return StepResult("\(documents.count.of("record")) synced, \(outcome)") { registry, _ in
      guard let connector = try registry.connector(id) else { return }
      try journal.change(connector, to: .validate, status: .creating, in: registry) {
        // Only Glean's console sets it; monitoring says when it becomes another.
        guard var configured = ConfiguredDatasource($0) else { return }
        configured.visibility = visibility
        $0.configuration.configuration = configured.json
      }
    }
  }

  /// The canaries are documents, too, and may be all that there ever are.
  private func plan(_ connected: ConnectedDataset, _ work: StepWork) async throws(Failure) {
    let entry = LedgerEntry(
      datasetID: work.dataset.id, kind: .documents, name: connected.connector.datasource,
      operationID: work.operation.id, plannedAt: work.services.time.now())
    do {
      try await work.services.storage.write { registry in
        // What an upload wrote down stays its.
        let isKnown = try registry.ledger(of: entry.datasetID).contains {
          $0.kind == entry.kind && $0.name == entry.name && $0.releasedAt == nil
        }
        if !isKnown { try registry.store(entry) }
      }
    } catch { throw Failure(wrapping: error) }
  }

  private func checkRegistration(_ connected: ConnectedDataset) async throws(Failure) {
    let expected = connected.connector
    guard let registered = try await connected.index.registration(of: expected.datasource) else {
      throw Failure(
        .connectorMisconfigured,
        "the search system does not know datasource \(expected.datasource) although it accepted it",
        remedy: "Check that the indexing token's scope includes new datasources.")
    }
    guard expected.isDatasource(named: registered.name) else {
      throw Failure(
        .connectorMisconfigured, "datasource \(expected.datasource) answers as '\(registered.name)'",
        remedy: "Another datasource stands behind this name.")
    }
    let types = registered.objectTypes.map(\.name)
    guard types.isEmpty || types.contains(connected.mapping.objectType) else {
      throw Failure(
        .connectorMisconfigured, "datasource \(expected.datasource) does not declare \(connected.mapping.objectType)",
        remedy: "Configure the connector again: dataops dataset retry ID --restart")
    }
  }

  private func checkAddresses(_ connected: ConnectedDataset, _ work: StepWork) throws(Failure) {
    guard let configured = ConfiguredDatasource(connected.connector) else { return }
    let subject = DoctorSubject(
      client: work.client.name, connector: connected.connector.name, dataset: work.dataset.name)
    try DocumentAddresses(pattern: configured.urlPattern).check(
      connected.documents(ofRecords: 0..<DocumentAddresses.handMadeAtMost), of: subject)
  }

  private func checkVisibility(
    _ connected: ConnectedDataset
  ) async throws(Failure) -> DatasourceStatus.Visibility {
    let status = try await connected.index.status(of: connected.connector.datasource)
    // Not enabled is right for a sandbox: the test identity was given access, and nobody else should find it.
    guard status.users == 0 || status.users >= connected.identities.identities.users.count else {
      throw Failure(
        .connectorMisconfigured,
        "the search system holds \(status.users) of \(connected.identities.identities.users.count) people",
        remedy: "Configure the connector again: dataops dataset retry ID")
    }
    return status.visibility
  }

  private func waitUntilIndexed(
    _ references: [SearchDocument.Reference], _ connected: ConnectedDataset, _ work: StepWork
  ) async throws(Failure) -> Bool {
    let services = work.services
    let deadline = services.time.now() + services.policy.canaryPatience
    var pause = services.policy.indexingPoll.lowerBound
    while try await !connected.index.areIndexed(references, in: connected.connector.datasource) {
      guard services.time.now() + pause < deadline else { return false }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
    return true
  }

  private func checkAccess(_ connected: ConnectedDataset, _ document: SearchDocument) async throws(Failure) {
    let probe = connected.identities.probe
    guard try await connected.index.mayRead(document.reference, in: connected.connector.datasource, email: probe) else {
      throw Failure(
        .connectorMisconfigured, "the test identity \(probe) may not read the first record",
        remedy: "Its group must be among the documents' allowed groups.")
    }
  }

  private func checkSearch(_ connected: ConnectedDataset, _ document: SearchDocument) async throws(Failure) {
    let hits = try await connected.index.search(
      document.title, in: connected.connector.datasource, as: connected.identities.probe, limit: 10)
    guard let hit = hits.first(where: { $0.documentID == document.reference.id }) ?? hits.first else {
      throw Failure(
        .connectorMisconfigured, "the first record is indexed, but a search for its title finds nothing",
        remedy: "Check the datasource's visibility and the client token's scope SEARCH.", retryable: true)
    }
    guard hit.datasource.map(connected.connector.isDatasource(named:)) ?? true else {
      throw Failure(
        .connectorMisconfigured, "a search in datasource \(connected.connector.datasource) answers from another one",
        remedy: "Check that datasource filters are respected.")
    }
  }
}

extension Services {
  /// Sleeps through the time source.
  package func pause(_ duration: Duration) async throws(Failure) {
    do { try await time.sleep(for: duration) } catch { throw Failure(wrapping: error) }
  }
}
