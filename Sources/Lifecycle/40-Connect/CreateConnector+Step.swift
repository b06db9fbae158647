package import DataOpsCore

/// Gives the dataset its connector: named by rule, written down first, then registered in the search system.
package struct CreateConnectorStep: Step {
  package let name = StepName.createConnector

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let source = try await ConnectedDataset.source(of: work)
    let preflight = Preflight(client: work.client, connections: work.services.connections)
    try await preflight.checkTokens()
    let (connector, isNew) = try await plannedConnector(source.connectorType, work)
    if isNew { try await preflight.checkName(of: connector) }
    let index = try await work.services.connections.index(for: work.client)
    try await index.register(
      ConnectedDataset.registration(of: connector, source: source, stage: work.dataset.stage))
    return StepResult("\(connector.name) as datasource \(connector.datasource)")
  }

  /// The connector row and its ledger entry, made before anything outside exists; found again after a crash.
  private func plannedConnector(
    _ type: ConnectorType, _ work: StepWork
  ) async throws(Failure) -> (connector: GleanConnector, isNew: Bool) {
    let journal = work.journal(.provisioningAgent)
    let client = work.client
    let operation = work.operation
    let id = work.services.identifiers.next(GleanConnector.self)
    do {
      return try await work.services.storage.write { registry in
        // Two operations of one client must not choose the same name.
        try registry.lock(client.id)
        guard var dataset = try registry.dataset(work.dataset.id) else {
          throw Failure(.notFound, "dataset \(work.dataset.id) is gone")
        }
        // A connector that was cleaned away stays as history; the dataset gets another one.
        if let known = try dataset.connectorID.flatMap(registry.connector), known.phase != .delete {
          return (known, false)
        }
        let connector = try Self.newConnector(
          id: id, type: type, for: dataset, client: client, now: journal.now, in: registry)
        try registry.insert(connector)
        try journal.note(
          .connectorCreated, "connector \(connector.id)", client: client.id, dataset: dataset.id,
          after: ["name": .string(connector.name), "datasource": .string(connector.datasource)], in: registry)
        dataset.connectorID = connector.id
        try registry.update(dataset)
        try registry.store(
          LedgerEntry(
            datasetID: dataset.id, kind: .datasource, name: connector.datasource, operationID: operation.id,
            plannedAt: journal.now))
        return (connector, true)
      }
    } catch { throw Failure(wrapping: error) }
  }

  private static func newConnector(
    id: Identifier<GleanConnector>, type: ConnectorType, for dataset: Dataset, client: Client, now: Timestamp,
    in registry: any RegistryReading
  ) throws -> GleanConnector {
    let taken = try Set(registry.connectors(of: client.id, stage: dataset.stage, type: type).map(\.name))
    var ordinal = 1
    var name: String
    repeat {
      name = Names.connectorDisplayName(client: client.slug, stage: dataset.stage, type: type, ordinal: ordinal)
      ordinal += 1
    } while taken.contains(name)
    let discriminator = Digest.sha256(Array(id.description.utf8)).prefix(6)
    return GleanConnector(
      id: id, name: name,
      datasource: Names.datasource(displayName: name, discriminator: String(discriminator)), clientID: client.id,
      datasetID: dataset.id, stage: dataset.stage, type: type,
      configuration: ConnectorConfiguration(connectorType: type, endpoint: client.gleanURL ?? "embedded"),
      createdAt: now)
  }
}
