package import DataOpsCore

/// Gives the datasource its configuration, its people and groups, and its visibility.
package struct ConfigureConnectorStep: Step {
  package let name = StepName.configureConnector

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    let datasource = connected.connector.datasource
    let operation = work.operation
    do {
      try await work.services.storage.write { registry in
        try registry.store(
          LedgerEntry(
            datasetID: operation.datasetID, kind: .identities, name: datasource, operationID: operation.id,
            plannedAt: work.services.time.now()))
      }
    } catch { throw Failure(wrapping: error) }
    let registration = ConnectedDataset.registration(
      of: connected.connector, source: connected.source, stage: work.dataset.stage)
    try await connected.index.register(registration)
    let identities = connected.identities.identities
    try await connected.index.replaceIdentities(
      identities, in: datasource, uploadID: "\(operation.id)-\(work.step.attempts)")
    try await connected.index.show(datasource, to: [connected.identities.probe])

    let configured = ConfiguredDatasource(
      registration, probe: connected.identities.probe, queries: connected.source.answers.map(\.query))
    let journal = work.journal(.provisioningAgent)
    let id = connected.connector.id
    return StepResult("\(identities.users.count.of("person", "people")), \(identities.groups.count.of("group"))") {
      registry, _ in
      guard let connector = try registry.connector(id) else { return }
      // A connector in use stays in use; who could find its documents is not asked again.
      let isInUse = operation.kind == .update && connector.phase == .monitor
      var configured = configured
      if isInUse { configured.visibility = ConfiguredDatasource(connector)?.visibility }
      try journal.change(
        connector, to: isInUse ? .monitor : .configure, status: isInUse ? connector.status : .creating, in: registry
      ) { $0.configuration.configuration = configured.json }
    }
  }
}
