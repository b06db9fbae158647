/// What a snapshot consists of: enough to find, verify and count its records without reading them.
public struct SnapshotManifest: Sendable, Hashable, Codable {
  /// The format that this version writes, and the newest that it reads.
  public static let currentFormat = 1

  /// At most ``currentFormat``.
  public let formatVersion: Int

  /// Given by the caller.
  public let id: String

  /// Of all chunks.
  public let records: Int

  /// Uncompressed.
  public let bytes: Int

  /// As they are stored.
  public let compressedBytes: Int

  /// Of the whole uncompressed stream.
  public let contentHash: SnapshotHash

  /// In the order of the records.
  public let chunks: [SnapshotChunk.Descriptor]

  /// Where the records come from: template path, version and hash, seed, count …
  public let origin: [String: String]

  /// What was found when the records were judged; nil if they were not.
  public let tally: QualityResult?

  /// Adds up the counts of the chunks.
  public init(
    id: String, contentHash: SnapshotHash, chunks: [SnapshotChunk.Descriptor], origin: [String: String] = [:],
    tally: QualityResult? = nil
  ) {
    formatVersion = Self.currentFormat
    self.id = id
    records = chunks.reduce(0) { $0 + $1.records }
    bytes = chunks.reduce(0) { $0 + $1.bytes }
    compressedBytes = chunks.reduce(0) { $0 + $1.compressedBytes }
    self.contentHash = contentHash
    self.chunks = chunks
    self.origin = origin
    self.tally = tally
  }
}
