package import DataOpsCore

/// Writes what changed together with why: state, audit entry and outbox event in one transaction.
package struct Journal: Sendable {
  package let actor: Actor
  package let reason: String?
  /// The operation or request that causes the changes.
  package let requestID: String?
  package let now: Timestamp
  package let identifiers: any IdentifierSource

  package init(
    actor: Actor, reason: String? = nil, requestID: String? = nil, now: Timestamp, identifiers: any IdentifierSource
  ) {
    self.actor = actor
    self.reason = reason
    self.requestID = requestID
    self.now = now
    self.identifiers = identifiers
  }

  /// Puts one entry at the end of the audit chain.
  package func note(
    _ action: AuditAction, _ subject: String, client: Identifier<Client>? = nil, dataset: Identifier<Dataset>? = nil,
    before: JSON? = nil, after: JSON? = nil, in registry: any RegistryWriting
  ) throws {
    let entry = entry(action, subject, client: client, dataset: dataset, before: before, after: after)
    try registry.append([AuditChain.link(entry, after: registry.auditEnd())])
  }

  /// An entry for the audit chain, before it has its place there.
  package func entry(
    _ action: AuditAction, _ subject: String, client: Identifier<Client>? = nil, dataset: Identifier<Dataset>? = nil,
    before: JSON? = nil, after: JSON? = nil
  ) -> AuditEntry {
    AuditEntry(
      at: now, action: action, actor: actor, reason: reason, requestID: requestID, clientID: client,
      datasetID: dataset, subject: subject, before: before, after: after)
  }

  /// Lets the dataset decide, stores what follows, and tells the audit trail and the outbox.
  ///
  /// - Returns: the dataset as stored.
  @discardableResult
  package func change(
    _ dataset: Dataset, _ command: DatasetCommand, in registry: any RegistryWriting
  ) throws -> Dataset {
    var changed = dataset
    for event in try dataset.handle(command, at: now) {
      let before = changed
      changed.apply(event, at: now)
      try registry.update(changed)
      changed.version += 1
      try note(
        event.auditAction, "dataset \(dataset.id)", client: dataset.clientID, dataset: dataset.id,
        before: before.audited, after: changed.audited, in: registry)
      for type in event.outward {
        try send(type, about: changed, in: registry)
      }
    }
    return changed
  }

  /// Moves the connector and tells the audit trail and, where its health changed, the outbox.
  ///
  /// - Returns: the connector as stored.
  @discardableResult
  package func change(
    _ connector: GleanConnector, to phase: ConnectorPhase, status: ConnectorStatus, action: AuditAction? = nil,
    in registry: any RegistryWriting, also adjust: (inout GleanConnector) -> Void = { _ in }
  ) throws -> GleanConnector {
    var changed = connector
    try changed.move(to: phase, status: status)
    adjust(&changed)
    guard changed != connector else { return connector }
    try registry.update(changed)
    changed.version += 1
    let healthChanged = changed.status != connector.status && changed.status != .creating
    try note(
      action ?? (healthChanged ? .connectorHealthChanged : .connectorChanged), "connector \(connector.id)",
      client: connector.clientID, dataset: connector.datasetID, before: connector.audited, after: changed.audited,
      in: registry)
    // Whoever finds it well, or takes it out of use, ends what was wrong with it.
    if changed.status != .unhealthy, changed.status != .creating, connector.status == .unhealthy {
      try close(registry.openIncident(of: connector.id), in: registry)
    }
    return changed
  }

  private func close(_ incident: Incident?, in registry: any RegistryWriting) throws {
    guard var incident else { return }
    incident.closedAt = max(now, incident.openedAt)
    try registry.update(incident)
  }

  /// - Parameter also: what the world is told besides, by name.
  package func send(
    _ type: EventType, about dataset: Dataset, also: [String: JSON] = [:], in registry: any RegistryWriting
  ) throws {
    try send(type, about: .dataset(dataset.id), dataset.announced.merging(also) { _, also in also }, in: registry)
  }

  /// - Parameter data: what the world is told, by name.
  func send(
    _ type: EventType, about subject: OutboxEvent.Subject, _ data: [String: JSON], in registry: any RegistryWriting
  ) throws {
    // Nothing else keeps two transactions from taking the same place among the events of a client.
    if case .client(let id) = subject { try registry.lock(id) }
    try registry.enqueue(
      OutboxEvent(
        id: identifiers.next(OutboxEvent.self), type: type, about: subject,
        sequence: registry.nextOutboxSequence(of: subject), time: now, data: .object(data)))
  }
}

extension Dataset {
  /// What the audit trail keeps of a dataset before and after a change.
  fileprivate var audited: JSON {
    var members: [String: JSON] = ["status": .string(status.rawValue), "health": .string(health.rawValue)]
    if let qualityScore { members["quality_score"] = .number(qualityScore.overall) }
    if let recordCount { members["record_count"] = .integer(Int64(recordCount)) }
    if let failure {
      members["failure"] = ["code": .string(failure.code.rawValue), "message": .string(failure.message)]
    }
    return .object(members)
  }

  /// What the world is told of a dataset.
  fileprivate var announced: [String: JSON] {
    var members: [String: JSON] = [
      "dataset_id": .string(id.description), "client_id": .string(clientID.description), "name": .string(name),
      "dataset_type": .string(type.rawValue), "stage": .string(stage.rawValue), "status": .string(status.rawValue),
      "health": .string(health.rawValue),
    ]
    if let journeyID { members["journey_id"] = .string(journeyID.description) }
    if let qualityScore { members["quality_score"] = .number(qualityScore.overall) }
    if let recordCount { members["record_count"] = .integer(Int64(recordCount)) }
    if let failure {
      members["failure"] = [
        "code": .string(failure.code.rawValue), "message": .string(failure.message),
        "step": failure.step.map { .string($0.rawValue) } ?? .null,
      ]
    }
    return members
  }
}

extension GleanConnector {
  fileprivate var audited: JSON {
    [
      "name": .string(name), "datasource": .string(datasource), "phase": .string(phase.rawValue),
      "status": .string(status.rawValue), "dataset_id": .string(datasetID.description),
      "sync_paused": .bool(syncPaused),
    ]
  }
}
