package import DataOpsCore
package import DataRecords

/// A snapshot in the object store, by its manifest.
package struct StoredSnapshot: Sendable {
  package let id: Identifier<Snapshot>
  package let manifest: SnapshotManifest
  /// SHA-256 of the manifest's bytes, hexadecimal.
  package let manifestHash: String
  package static let maximumManifestBytes = 64 << 20

  package var recordCount: Int { manifest.records }
  package var byteCount: Int64 { Int64(manifest.bytes) }
  package var chunkCount: Int { manifest.chunks.count }
  package var contentHash: String { manifest.contentHash.description }

  /// The snapshot that the dataset of `work` points to.
  ///
  /// - Throws: `not_found`, `snapshot_damaged`.
  package static func current(of work: StepWork) async throws(Failure) -> StoredSnapshot {
    guard let id = work.dataset.currentSnapshotID else {
      throw Failure(.notFound, "dataset '\(work.dataset.name)' has no snapshot")
    }
    guard let stored = try await load(id, from: work.services.objects) else {
      throw Failure(
        .snapshotDamaged, "the snapshot \(id) of dataset '\(work.dataset.name)' has no manifest any more",
        remedy: "Make it again: dataops dataset retry \(work.dataset.id) --restart")
    }
    let known: Snapshot?
    do { known = try await work.services.storage.read { try $0.snapshot(id) } } catch { throw Failure(wrapping: error) }
    guard known == nil || known?.manifestHash == stored.manifestHash else {
      throw Failure(.snapshotDamaged, "the manifest of snapshot \(id) is not the one that was written")
    }
    return stored
  }

  /// The snapshot as its manifest describes it; nil where there is no manifest.
  package static func load(
    _ id: Identifier<Snapshot>, from objects: any ObjectFiles
  ) async throws(Failure) -> StoredSnapshot? {
    let key = ObjectKey.manifest(of: id)
    guard try await objects.contains(key) else { return nil }
    let bytes = try await objects.get(key, maximumBytes: maximumManifestBytes)
    do {
      return StoredSnapshot(
        id: id, manifest: try SnapshotManifest(decoding: bytes), manifestHash: Digest.sha256(bytes))
    } catch {
      throw Failure(.snapshotDamaged, "the manifest of snapshot \(id) cannot be read: \(error)")
    }
  }

  static func put(
    _ chunk: SnapshotChunk, of id: Identifier<Snapshot>, in objects: any ObjectFiles
  ) async throws(Failure) {
    try await objects.put(chunk.compressed, at: key(of: chunk.descriptor, in: id))
  }

  /// The records of one chunk, verified.
  ///
  /// - Throws: `snapshot_damaged`, naming the chunk.
  package func lines(ofChunk index: Int, in objects: any ObjectFiles) async throws(Failure) -> [UInt8] {
    let descriptor = manifest.chunks[index]
    let key = try Self.key(of: descriptor, in: id)
    let compressed: [UInt8]
    do { compressed = try await objects.get(key, maximumBytes: descriptor.compressedBytes + 1) } catch {
      guard error.code == .notFound || error.code == .limitReached else { throw error }
      throw Failure(.snapshotDamaged, "snapshot \(id), chunk \(descriptor.hash): \(error.message)")
    }
    do { return try SnapshotChunk.decode(compressed, descriptor) } catch {
      throw Failure(
        .snapshotDamaged, "snapshot \(id), \(error)", remedy: "Restore \(key) from a backup of the object store.")
    }
  }

  private static func key(
    of descriptor: SnapshotChunk.Descriptor, in id: Identifier<Snapshot>
  ) throws(Failure) -> ObjectKey {
    guard let key = ObjectKey.chunk(descriptor.hash.description, of: id) else {
      throw Failure(.snapshotDamaged, "snapshot \(id) names a chunk that cannot be")
    }
    return key
  }

  package func entity(of dataset: Identifier<Dataset>, at now: Timestamp) -> Snapshot {
    Snapshot(
      id: id, datasetID: dataset, recordCount: recordCount, byteCount: byteCount,
      compressedByteCount: manifest.chunks.reduce(0) { $0 + Int64($1.compressedBytes) }, chunkCount: chunkCount,
      contentHash: contentHash, manifestHash: manifestHash, createdAt: now)
  }
}
