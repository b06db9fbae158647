package import DataOpsCore

/// What a dataset left outside of the registry, by its ledger; the cleanup steps share it.
struct Cleanup: Sendable {
  let work: StepWork
  let index: any SearchIndex
  /// The datasource to be emptied; nil where none was ever made, or another dataset took it over.
  let datasource: String?
  let connector: GleanConnector?

  init(_ work: StepWork) async throws(Failure) {
    self.work = work
    index = try await work.services.connections.index(for: work.client)
    let dataset = work.dataset
    do {
      connector = try await work.services.storage.read { registry in
        guard let connector = try dataset.connectorID.flatMap(registry.connector), connector.datasetID == dataset.id
        else { return nil }
        return connector
      }
    } catch { throw Failure(wrapping: error) }
    guard let connector else {
      datasource = nil
      return
    }
    // A crash between the ledger entry and the registration leaves a name that the search system never saw.
    datasource = try await index.registration(of: connector.datasource) == nil ? nil : connector.datasource
  }
}

/// Deletes every document of the datasource.
package struct EmptyDatasourceStep: Step {
  package let name = StepName.emptyDatasource

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    guard let datasource = cleanup.datasource else { return StepResult("there is no datasource") }
    try await cleanup.index.empty(datasource, uploadID: "\(work.operation.id)-empty-\(work.step.attempts)")
    return StepResult("datasource \(datasource) told to delete its documents")
  }
}

/// Deletes the people, groups and memberships of the datasource.
package struct DeleteIdentitiesStep: Step {
  package let name = StepName.deleteIdentities

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    guard let datasource = cleanup.datasource else { return StepResult("there is no datasource") }
    try await cleanup.index.deleteIdentities(
      groups: ConnectorIdentities.groups(in: work.dataset.stage), in: datasource,
      uploadID: "\(work.operation.id)-identities-\(work.step.attempts)")
    return StepResult("people, groups and memberships deleted")
  }
}

/// Waits until the search system holds nothing of the dataset, and writes that down.
package struct VerifyCleanupStep: Step {
  package let name = StepName.verifyCleanup

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    if let datasource = cleanup.datasource { try await waitUntilEmpty(datasource, cleanup) }
    let snapshots = try await Self.deleteUnarchivedSnapshots(work)

    let journal = work.journal(.teardownAgent)
    let identifiers = work.services.identifiers
    let connectorID = cleanup.connector?.id
    let registrationRemains = cleanup.datasource
    return StepResult(registrationRemains == nil ? "nothing was left" : "no documents, people or groups are left") {
      registry, dataset in
      for var entry in try registry.ledger(of: dataset.id) where entry.releasedAt == nil {
        // An archive stays, and so does the snapshot that belongs to it.
        if entry.kind == .archive || (entry.kind == .snapshot && !snapshots.contains(entry.name)) { continue }
        if entry.kind == .datasource, registrationRemains != nil { continue }
        entry.releasedAt = journal.now
        try registry.store(entry)
      }
      if var connector = try connectorID.flatMap(registry.connector), connector.phase != .delete {
        if connector.phase != .disconnect {
          connector = try journal.change(
            connector, to: .disconnect, status: .disconnected, action: .connectorDisconnected, in: registry)
        }
        try journal.change(connector, to: .delete, status: .archived, action: .connectorArchived, in: registry)
      }
      if let registrationRemains {
        try Self.askForRemoval(
          of: registrationRemains, connector: connectorID, dataset: dataset, journal: journal,
          id: identifiers.next(ManualAction.self), in: registry)
      }
      let current = try Self.forget(snapshots, of: dataset, in: registry)
      if current.status == .archived, current.cleanupVerifiedAt == nil {
        try journal.change(current, .confirmCleanup, in: registry)
      }
    }
  }

  private func waitUntilEmpty(_ datasource: String, _ cleanup: Cleanup) async throws(Failure) {
    let services = cleanup.work.services
    let deadline = services.time.now() + StepName.verifyCleanup.budget
    var pause = services.policy.indexingPoll.lowerBound
    while true {
      let status = try await cleanup.index.status(of: datasource)
      if status.isEmpty { return }
      guard services.time.now() + pause < deadline else {
        throw Failure(
          .cleanupIncomplete,
          "datasource \(datasource) still holds \(status.indexed) documents, \(status.users) people, \(status.groups) groups",
          remedy:
            "Deletion is asynchronous; take the teardown up again later: dataops dataset teardown \(cleanup.work.dataset.id)"
        )
      }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
  }

  /// Deletes what the ledger says of snapshots, except the one that an archive keeps: an undone provision's, and those that a later
  /// one took the place of.
  ///
  /// - Returns: the names of the deleted ones.
  private static func deleteUnarchivedSnapshots(_ work: StepWork) async throws(Failure) -> Set<String> {
    let names: Set<String>
    do {
      names = try await work.services.storage.read { registry in
        let kept = try registry.archive(of: work.dataset.id)?.snapshotID?.description
        let entries = try registry.ledger(of: work.dataset.id).filter { $0.kind == .snapshot && $0.releasedAt == nil }
        return Set(entries.map(\.name).filter { $0 != kept })
      }
    } catch { throw Failure(wrapping: error) }
    for name in names.sorted() {
      guard let id = Identifier<Snapshot>(name) else { continue }
      try await work.services.objects.deleteAll(under: .snapshot(id))
    }
    return names
  }

  /// - Returns: the dataset as stored.
  private static func forget(
    _ snapshots: Set<String>, of dataset: Dataset, in registry: any RegistryWriting
  ) throws -> Dataset {
    for id in snapshots.compactMap(Identifier<Snapshot>.init) { try registry.deleteSnapshot(id) }
    guard let current = dataset.currentSnapshotID, snapshots.contains(current.description) else { return dataset }
    var changed = dataset
    changed.currentSnapshotID = nil
    changed.recordCount = nil
    changed.sizeBytes = nil
    try registry.update(changed)
    changed.version += 1
    return changed
  }

  /// "There is no API to delete a datasource registration": a person does it in the console.
  private static func askForRemoval(
    of datasource: String, connector: Identifier<GleanConnector>?, dataset: Dataset, journal: Journal,
    id: Identifier<ManualAction>, in registry: any RegistryWriting
  ) throws {
    let open = try registry.manualActions(of: dataset.id, openOnly: true)
    guard !open.contains(where: { $0.connectorID == connector }) else { return }
    let action = ManualAction(
      id: id, datasetID: dataset.id, connectorID: connector, owner: "platform operator",
      text: "Remove the empty datasource registration '\(datasource)' in the Glean admin console.",
      requestedAt: journal.now)
    try registry.store(action)
    try journal.note(
      .manualActionRequired, "manual action \(action.id)", client: dataset.clientID, dataset: dataset.id,
      after: ["text": .string(action.text)], in: registry)
    try journal.send(.manualActionRequired, about: dataset, in: registry)
  }
}
