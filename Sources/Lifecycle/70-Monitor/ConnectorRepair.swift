package import DataOpsCore

/// Registers a datasource again as it was configured, and notes what that changed.
package struct ConnectorRepair: Sendable {
  private let services: Services
  private let actor: Actor

  package init(services: Services, actor: Actor) {
    self.services = services
    self.actor = actor
  }

  package struct Result: Sendable, Encodable {
    /// What differed before.
    package let found: [ConnectorDrift]
    /// What differs still; nothing where the repair succeeded.
    package let remaining: [ConnectorDrift]
    /// Whether search did not know the datasource any more; then its documents are gone, too.
    package let wasUnknown: Bool
  }

  /// - Throws: `transition_refused` where the connector is not in use; `connector_misconfigured` where its row does not say how it was
  ///   configured; whatever search throws.
  package func run(_ connector: GleanConnector) async throws -> Result {
    guard connector.phase == .monitor else {
      throw Failure(
        .transitionRefused, "connector '\(connector.name)' is in phase \(connector.phase) and not watched",
        remedy: "Only connectors in use are repaired.")
    }
    guard let configured = ConfiguredDatasource(connector) else {
      throw Failure(
        .connectorMisconfigured, "connector '\(connector.name)' does not keep how it was configured",
        remedy: "Provision its dataset again.")
    }
    let client = try await services.storage.read { try $0.client(connector.clientID) }
    guard let client else { throw Failure(.notFound, "the client of connector '\(connector.name)' is gone") }
    let index = try await services.connections.index(for: client)
    let before = try await index.registration(of: connector.datasource)
    let found = before.map { configured.drift(from: $0, of: connector) } ?? []
    guard before == nil || !found.isEmpty else { return Result(found: [], remaining: [], wasUnknown: false) }

    try await index.register(configured.registration(of: connector))
    if let probe = configured.probe { try await index.show(connector.datasource, to: [probe]) }
    let after = try await index.registration(of: connector.datasource)
    let remaining = after.map { configured.drift(from: $0, of: connector) } ?? []
    try await note(connector, found: before == nil ? nil : found, remaining: remaining)
    return Result(found: found, remaining: remaining, wasUnknown: before == nil)
  }

  private func note(
    _ connector: GleanConnector, found: [ConnectorDrift]?, remaining: [ConnectorDrift]
  ) async throws {
    let journal = Journal(
      actor: actor, reason: "the datasource was registered again", now: services.time.now(),
      identifiers: services.identifiers)
    try await services.storage.write { registry in
      try journal.note(
        .connectorChanged, "connector \(connector.id)", client: connector.clientID, dataset: connector.datasetID,
        before: ["drift": found.map(\.audited) ?? "unknown to search"], after: ["drift": remaining.audited],
        in: registry)
    }
  }
}

extension [ConnectorDrift] {
  fileprivate var audited: JSON {
    .array(
      map { item in
        [
          "member": .string(item.member), "configured": item.configured.map(JSON.string) ?? .null,
          "found": item.found.map(JSON.string) ?? .null,
        ]
      })
  }
}
