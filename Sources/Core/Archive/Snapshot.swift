/// The immutable, chunked, hashed records of one dataset version; the bytes are in the object store.
package struct Snapshot: Hashable, Sendable, Codable {
  package let id: Identifier<Snapshot>
  package let datasetID: Identifier<Dataset>
  package let recordCount: Int
  /// Bytes of the records before compression.
  package let byteCount: Int64
  package let compressedByteCount: Int64
  package let chunkCount: Int
  /// SHA-256 of all records' bytes, hexadecimal.
  package let contentHash: String
  /// SHA-256 of the manifest's bytes, hexadecimal.
  package let manifestHash: String
  package let createdAt: Timestamp

  package init(
    id: Identifier<Snapshot>, datasetID: Identifier<Dataset>, recordCount: Int, byteCount: Int64,
    compressedByteCount: Int64, chunkCount: Int, contentHash: String, manifestHash: String, createdAt: Timestamp
  ) {
    self.id = id
    self.datasetID = datasetID
    self.recordCount = recordCount
    self.byteCount = byteCount
    self.compressedByteCount = compressedByteCount
    self.chunkCount = chunkCount
    self.contentHash = contentHash
    self.manifestHash = manifestHash
    self.createdAt = createdAt
  }
}

/// What is kept after teardown.
package struct Archive: Hashable, Sendable, Codable {
  package let datasetID: Identifier<Dataset>
  package let snapshotID: Identifier<Snapshot>?
  /// The key of the archive's document in the object store.
  package let key: String
  /// SHA-256 of that document, hexadecimal.
  package let hash: String
  package let recordCount: Int
  package let byteCount: Int64
  package let createdAt: Timestamp
  /// When it was last read back and every hash agreed.
  package var verifiedAt: Timestamp?
  /// Not to be removed before this instant; legal holds win over it.
  package let keepUntil: Timestamp

  package init(
    datasetID: Identifier<Dataset>, snapshotID: Identifier<Snapshot>?, key: String, hash: String, recordCount: Int,
    byteCount: Int64, createdAt: Timestamp
  ) {
    self.datasetID = datasetID
    self.snapshotID = snapshotID
    self.key = key
    self.hash = hash
    self.recordCount = recordCount
    self.byteCount = byteCount
    self.createdAt = createdAt
    self.keepUntil = createdAt + Self.retention
  }

  /// Ninety days (seed, "archived_datasets", "log_retention").
  package static let retention: Duration = .seconds(90 * 86_400)
}
