package import DataOpsCore

/// Waits until the search system holds nothing of the dataset, and writes that down.
package struct VerifyCleanupStep: Step {
  package let name = StepName.verifyCleanup

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    var askedFor = 0
    if let datasource = cleanup.datasource { askedFor = try await EmptyDatasource(datasource, cleanup).wait() }
    let snapshots = try await Self.deleteUnarchivedSnapshots(work)

    let journal = work.journal(.teardownAgent)
    let identifiers = work.services.identifiers
    let connectorID = cleanup.connector?.id
    let registrationRemains = cleanup.datasource
    let inspection = CleanupInspection(
      seenAt: journal.now, registration: registrationRemains, successor: cleanup.successor, deletedSnapshots: snapshots,
      askedFor: askedFor)
    let certificateHash = try await Certification(work, inspection).write()
    return StepResult(registrationRemains == nil ? "nothing was left" : "no documents, people or groups are left") {
      registry, dataset in
      for var entry in try registry.ledger(of: dataset.id) {
        let finding = inspection.finding(entry)
        // What a person said to have removed, and is there, is the dataset's again.
        guard finding.isReleased == (entry.releasedAt == nil), finding.isReleased || finding.end == .remains else {
          continue
        }
        entry.releasedAt = finding.isReleased ? journal.now : nil
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
      if let certificateHash {
        try journal.note(
          .teardownCertified, "certificate \(dataset.id)", client: dataset.clientID, dataset: dataset.id,
          after: [
            "key": .string(ObjectKey.certificate(of: dataset.id).description), "sha256": .string(certificateHash),
          ],
          in: registry)
      }
      let current = try Self.forget(snapshots, of: dataset, in: registry)
      if current.status == .archived, current.cleanupVerifiedAt == nil {
        try journal.change(current, .confirmCleanup, in: registry)
      }
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
      guard try await work.services.objects.list(under: .snapshot(id)).isEmpty else {
        throw Failure(
          .cleanupIncomplete, "files of snapshot \(name) are still there after their deletion", retryable: true)
      }
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
      id: id, kind: .removeRegistration, clientID: dataset.clientID, datasetID: dataset.id, connectorID: connector,
      subject: datasource, owner: "platform operator",
      text: "Remove the empty datasource registration '\(datasource)' in the Glean admin console.",
      requestedAt: journal.now)
    try journal.require(action, of: dataset, in: registry)
  }
}
