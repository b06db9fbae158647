package import DataOpsCore
internal import DataRecords

/// Makes the records and writes them down as an immutable snapshot; a restore takes the archive's.
///
/// The manifest is written last and makes the snapshot exist. Its name follows from the operation, so a run after a crash
/// writes the same chunks again and leaves nothing doubled.
package struct WriteSnapshotStep: Step {
  package let name = StepName.writeSnapshot
  /// Records made between two looks at whether the run was interrupted.
  static let batch = 500

  package init() {}

  package static func snapshotID(for operation: Operation) -> Identifier<Snapshot> {
    Identifier(derivedFrom: "snapshot:\(operation.id)")
  }

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    if let archived = work.operation.parameters.archivedDatasetID { return try await takeOver(archived, work) }
    let id = Self.snapshotID(for: work.operation)
    try await plan(id, work)
    if let known = try await StoredSnapshot.load(id, from: work.services.objects) {
      return result(known, work, detail: "\(known.recordCount.of("record")), found as written before")
    }
    let written = try await write(id, work)
    return result(written, work, detail: "\(written.recordCount.of("record")) in \(written.chunkCount.of("chunk"))")
  }

  private func write(_ id: Identifier<Snapshot>, _ work: StepWork) async throws(Failure) -> StoredSnapshot {
    let source = try await ConnectedDataset.source(of: work)
    let objects = work.services.objects
    do throws(any Error) {
      var encoder = try SnapshotEncoder()
      var writer = JSONWriter()
      var next = 0
      while next < source.count {
        let end = min(next + Self.batch, source.count)
        for index in next..<end { source.write(index, to: &writer) }
        let chunks = try writer.bytes.withUnsafeBytes { try encoder.append(lines: $0) }
        writer.removeAll(keepingCapacity: true)
        for chunk in chunks { try await StoredSnapshot.put(chunk, of: id, in: objects) }
        next = end
        work.report(StepProgress(done: next, total: source.count))
        try Task.checkCancellation()
      }
      let (last, manifest) = try encoder.finish(id: id.description, origin: origin(of: work))
      if let last { try await StoredSnapshot.put(last, of: id, in: objects) }
      let bytes = try manifest.encoded()
      try await objects.put(bytes, at: .manifest(of: id))
      return StoredSnapshot(id: id, manifest: manifest, manifestHash: Digest.sha256(bytes))
    } catch let error as SnapshotError {
      throw Failure(.generationFailed, "the snapshot cannot be written: \(error)")
    } catch {
      throw Failure(wrapping: error)
    }
  }

  private func origin(of work: StepWork) -> [String: String] {
    let dataset = work.wanted
    return [
      "dataset": work.dataset.id.description, "dataset_type": work.dataset.type.rawValue,
      "template": dataset.template?.path ?? "", "template_version": dataset.template?.version ?? "",
      "template_hash": dataset.template?.contentHash ?? "", "seed": String(work.dataset.seed),
      "client": work.client.slug, "count": String(dataset.expectedRecordCount),
    ]
  }

  /// Writes the snapshot into the ledger before any of it exists.
  private func plan(_ id: Identifier<Snapshot>, _ work: StepWork) async throws(Failure) {
    let entry = LedgerEntry(
      datasetID: work.dataset.id, kind: .snapshot, name: id.description, operationID: work.operation.id,
      plannedAt: work.services.time.now())
    do { try await work.services.storage.write { try $0.store(entry) } } catch { throw Failure(wrapping: error) }
  }

  private func takeOver(_ archived: Identifier<Dataset>, _ work: StepWork) async throws(Failure) -> StepResult {
    let archive: Archive?
    do { archive = try await work.services.storage.read { try $0.archive(of: archived) } } catch {
      throw Failure(wrapping: error)
    }
    guard let id = archive?.snapshotID, let stored = try await StoredSnapshot.load(id, from: work.services.objects)
    else {
      throw Failure(.archiveDamaged, "the archive of dataset \(archived) has no snapshot any more")
    }
    return result(stored, work, detail: "\(stored.recordCount.of("record")) of the archive")
  }

  private func result(_ stored: StoredSnapshot, _ work: StepWork, detail: String) -> StepResult {
    let journal = work.journal(.provisioningAgent)
    let (operation, wanted) = (work.operation, work.wanted)
    return StepResult(detail) { registry, dataset in
      if try registry.snapshot(stored.id) == nil {
        try registry.store(stored.entity(of: dataset.id, at: journal.now))
        try journal.note(
          .snapshotWritten, "snapshot \(stored.id)", client: dataset.clientID, dataset: dataset.id,
          after: [
            "records": .integer(Int64(stored.recordCount)), "content_hash": .string(stored.contentHash),
            "manifest_hash": .string(stored.manifestHash), "operation": .string(operation.id.description),
          ], in: registry)
      }
      var dataset = dataset
      // What it is made from changes together with what it is made of.
      dataset.template = wanted.template
      dataset.expectedRecordCount = wanted.expectedRecordCount
      dataset.currentSnapshotID = stored.id
      dataset.recordCount = stored.recordCount
      dataset.sizeBytes = stored.byteCount
      try registry.update(dataset)
    }
  }
}
