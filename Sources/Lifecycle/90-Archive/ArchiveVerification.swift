internal import Crypto
package import DataOpsCore
internal import DataRecords

/// Reads an archive back and checks every hash on the way: document, manifest, chunks, records.
package struct ArchiveVerification: Sendable, Hashable {
  package let datasetID: Identifier<Dataset>
  package let recordCount: Int
  package let chunkCount: Int
  package let byteCount: Int64

  /// - Throws: `archive_damaged` or `snapshot_damaged`, naming the part that does not agree.
  package init(
    of archive: Archive, objects: any ObjectFiles,
    progress: @Sendable (StepProgress) -> Void = { _ in }
  ) async throws(Failure) {
    let key = ObjectKey.archive(of: archive.datasetID)
    let bytes: [UInt8]
    do { bytes = try await objects.get(key, maximumBytes: ArchiveDocument.maximumBytes) } catch {
      guard error.code == .notFound else { throw error }
      throw Failure(.archiveDamaged, "the archive document \(key) is gone", remedy: "Restore it from a backup.")
    }
    guard Digest.sha256(bytes) == archive.hash else {
      throw Failure(
        .archiveDamaged, "the archive document \(key) does not have the hash \(archive.hash) that it was written with",
        remedy: "Restore it from a backup.")
    }
    let document = try ArchiveDocument(decoding: bytes)
    datasetID = archive.datasetID
    guard let snapshot = document.snapshot else {
      (recordCount, chunkCount, byteCount) = (0, 0, 0)
      return
    }
    guard let stored = try await StoredSnapshot.load(snapshot.id, from: objects) else {
      throw Failure(.archiveDamaged, "the manifest of snapshot \(snapshot.id) is gone")
    }
    guard stored.manifestHash == snapshot.manifestHash else {
      throw Failure(.archiveDamaged, "the manifest of snapshot \(snapshot.id) is not the archived one")
    }
    var digest = SHA256()
    var records = 0
    for chunk in 0..<stored.chunkCount {
      let lines = try await stored.lines(ofChunk: chunk, in: objects)
      lines.withUnsafeBytes { digest.update(bufferPointer: $0) }
      records += stored.manifest.chunks[chunk].records
      progress(StepProgress(done: records, total: stored.recordCount))
    }
    guard digest.finalize().hexadecimal == snapshot.contentHash, records == snapshot.recordCount else {
      throw Failure(.archiveDamaged, "the records of snapshot \(snapshot.id) are not the archived ones")
    }
    (recordCount, chunkCount, byteCount) = (records, stored.chunkCount, stored.byteCount)
  }
}

/// Verifies an archive: the one just written, or the one that a restore is about to use.
package struct VerifyArchiveStep: Step {
  package let name = StepName.verifyArchive

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let datasetID = work.operation.parameters.archivedDatasetID ?? work.dataset.id
    let archive: Archive?
    do { archive = try await work.services.storage.read { try $0.archive(of: datasetID) } } catch {
      throw Failure(wrapping: error)
    }
    guard let archive else { throw Failure(.archiveDamaged, "dataset \(datasetID) has no archive") }
    let verified = try await ArchiveVerification(
      of: archive, objects: work.services.objects, progress: work.report)
    let journal = work.journal(.teardownAgent)
    return StepResult("\(verified.recordCount.of("record")) in \(verified.chunkCount.of("chunk")), every hash agrees") {
      registry, dataset in
      var archive = archive
      archive.verifiedAt = journal.now
      try registry.store(archive)
      try journal.note(
        .archiveVerified, "archive \(datasetID)", client: dataset.clientID, dataset: datasetID,
        after: ["hash": .string(archive.hash), "records": .integer(Int64(verified.recordCount))], in: registry)
    }
  }
}
