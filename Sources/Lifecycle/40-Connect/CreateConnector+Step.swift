package import DataOpsCore

/// Gives the dataset its connector: named by rule, written down first, then registered in the search system.
package struct CreateConnectorStep: Step {
  package let name = StepName.createConnector

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let source = try await ConnectedDataset.source(of: work)
    let preflight = Preflight(client: work.client, connections: work.services.connections)
    try await preflight.checkTokens()
    let connector = try await connector(source.connectorType, preflight, work)
    let index = try await work.services.connections.index(for: work.client)
    try await index.register(
      ConnectedDataset.registration(of: connector, source: source, stage: work.dataset.stage))
    return StepResult("\(connector.name) as datasource \(connector.datasource)")
  }

  /// Hashes that meet a name which somebody has are rare enough that a third one in a row means something else.
  private static let namesAtMost = 3

  /// The dataset's connector; a new one gets a datasource name that nobody has in the client's search. What is in the ledger was
  /// free when it was written there, so it is never somebody else's that is configured, or emptied.
  private func connector(
    _ type: ConnectorType, _ preflight: Preflight, _ work: StepWork
  ) async throws(Failure) -> GleanConnector {
    let dataset = work.dataset
    let found: GleanConnector?
    do {
      found = try await work.services.storage.read { registry in
        try registry.dataset(dataset.id)?.connectorID.flatMap(registry.connector)
      }
    } catch { throw Failure(wrapping: error) }
    if let found, found.phase != .delete { return found }
    for _ in 0..<Self.namesAtMost {
      let id = work.services.identifiers.next(GleanConnector.self)
      let candidate: GleanConnector
      do {
        candidate = try await work.services.storage.read { [client = work.client, now = work.services.time.now()] in
          try Self.newConnector(id: id, type: type, for: dataset, client: client, now: now, in: $0)
        }
      } catch { throw Failure(wrapping: error) }
      guard try await preflight.isFree(candidate.datasource) else { continue }
      if let planned = try await planned(candidate, type, work) { return planned }
    }
    throw Failure(
      .connectorMisconfigured,
      "\(Self.namesAtMost) datasource names in a row are somebody else's in the client's search",
      remedy: "Look at what answers there: dataops doctor --client \(work.client.slug)")
  }

  /// The connector row and its ledger entry, made before anything outside exists; found again after a crash.
  ///
  /// - Returns: nil where another name has become due meanwhile.
  private func planned(
    _ candidate: GleanConnector, _ type: ConnectorType, _ work: StepWork
  ) async throws(Failure) -> GleanConnector? {
    let journal = work.journal(.provisioningAgent)
    let client = work.client
    let operation = work.operation
    do {
      return try await work.services.storage.write { registry in
        // Two operations of one client must not choose the same name.
        try registry.lock(client.id)
        guard var dataset = try registry.dataset(work.dataset.id) else {
          throw Failure(.notFound, "dataset \(work.dataset.id) is gone")
        }
        // A connector that was cleaned away stays as history; the dataset gets another one.
        if let known = try dataset.connectorID.flatMap(registry.connector), known.phase != .delete {
          return known
        }
        let connector = try Self.newConnector(
          id: candidate.id, type: type, for: dataset, client: client, now: journal.now, in: registry)
        guard connector.datasource == candidate.datasource else { return nil }
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
        return connector
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
