package import DataOpsCore

/// Writes the archive: the dataset with its connector, checks, history and ledger; the snapshot stays where it is and is named by hash.
package struct ArchiveMetadataStep: Step {
  package let name = StepName.archiveMetadata
  static let maximumAuditEvents = 100_000

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let key = ObjectKey.archive(of: work.dataset.id)
    let journal = work.journal(.teardownAgent)
    let client = work.client
    let document: ArchiveDocument
    do {
      document = try await work.services.storage.write { registry in
        guard let dataset = try registry.dataset(work.dataset.id) else {
          throw Failure(.notFound, "dataset \(work.dataset.id) is gone")
        }
        try registry.store(
          LedgerEntry(
            datasetID: dataset.id, kind: .archive, name: key.description, operationID: work.operation.id,
            plannedAt: journal.now))
        return ArchiveDocument(
          dataset: dataset, client: client, connector: try dataset.connectorID.flatMap(registry.connector),
          template: try (dataset.template?.id).flatMap(registry.template),
          snapshot: try dataset.currentSnapshotID.flatMap(registry.snapshot),
          checks: try registry.checks(of: dataset.id, limit: 1000),
          operations: try registry.operations(OperationFilter(datasetID: dataset.id)),
          ledger: try registry.ledger(of: dataset.id),
          audit: try registry.auditEvents(
            after: 0, filter: AuditFilter(datasetID: dataset.id), limit: Self.maximumAuditEvents),
          archivedAt: journal.now)
      }
    } catch { throw Failure(wrapping: error) }
    let bytes = try document.encoded()
    try await work.services.objects.put(bytes, at: key)

    let archive = Archive(
      datasetID: work.dataset.id, snapshotID: document.snapshot?.id, key: key.description, hash: Digest.sha256(bytes),
      recordCount: document.snapshot?.recordCount ?? 0, byteCount: document.snapshot?.byteCount ?? 0,
      createdAt: journal.now)
    return StepResult("\(archive.recordCount.of("record")), \(document.audit.count.of("audit event"))") {
      registry, dataset in
      try registry.store(archive)
      try journal.note(
        .archiveWritten, "archive \(dataset.id)", client: dataset.clientID, dataset: dataset.id,
        after: [
          "key": .string(archive.key), "hash": .string(archive.hash), "records": .integer(Int64(archive.recordCount)),
        ], in: registry)
    }
  }
}
