import CSimdJSON
import CZstd
import Crypto

/// Cuts a stream of records into compressed chunks; the same records and limits give the same bytes with the same
/// version of zstd.
///
/// Holds one chunk at a time.
public struct SnapshotEncoder: ~Copyable {
  /// Where a chunk ends.
  public struct Limits: Sendable, Hashable {
    /// A chunk ends before it would grow beyond this, uncompressed; a longer record has a chunk of its own.
    public var chunkBytes: Int

    /// A chunk ends with this many records.
    public var chunkRecords: Int

    /// 4 MiB and any number of records unless said otherwise; at most ``SnapshotChunk/maximumBytes``.
    public init(chunkBytes: Int = 4 << 20, chunkRecords: Int = .max) {
      self.chunkBytes = min(max(chunkBytes, 1), SnapshotChunk.maximumBytes)
      self.chunkRecords = max(chunkRecords, 1)
    }
  }

  private static let compressionLevel: Int32 = 3

  private let limits: Limits
  private let context: OpaquePointer
  private var content: [UInt8] = []
  private var contentRecords = 0
  private var stream = SHA256()
  private var chunks: [SnapshotChunk.Descriptor] = []

  /// - Throws: when there is no memory for the compressor.
  public init(limits: Limits = Limits()) throws(SnapshotError) {
    guard let context = ZSTD_createCCtx() else {
      throw SnapshotError(.compressionFailed, "there is no memory for the compressor")
    }
    self.limits = limits
    self.context = context
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.compressionLevel)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { ZSTD_freeCCtx(context) }

  /// Adds one record, without its newline; gives the chunk that was full before it, if one was.
  public mutating func append(_ record: UnsafeRawBufferPointer) throws(SnapshotError) -> SnapshotChunk? {
    if let base = record.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      guard bytes_index_of(base, record.count, 0x0A) == record.count else {
        throw SnapshotError(.invalidRecord, "a record must be one line; write the line break as an escape")
      }
    }
    guard !record.isEmpty else { throw SnapshotError(.invalidRecord, "a record must not be empty") }
    guard record.count < SnapshotChunk.maximumBytes else {
      throw SnapshotError(
        .tooLarge, "a record has \(record.count) bytes, the limit is \(SnapshotChunk.maximumBytes - 1)")
    }
    let isFull = contentRecords >= limits.chunkRecords || content.count + record.count + 1 > limits.chunkBytes
    let chunk = isFull && contentRecords > 0 ? try finishChunk() : nil
    content.append(contentsOf: record)
    content.append(0x0A)
    contentRecords += 1
    return chunk
  }

  /// Adds one record, as from a buffer.
  ///
  /// - Throws: ``SnapshotError`` for a record that is empty, too long, or not one line.
  public mutating func append(_ record: [UInt8]) throws(SnapshotError) -> SnapshotChunk? {
    try record.withBytes { bytes throws(SnapshotError) in try append(bytes) }
  }

  /// Adds all records of a buffer of whole lines and gives the chunks that became full; blank lines are left out.
  public mutating func append(lines: UnsafeRawBufferPointer) throws(SnapshotError) -> [SnapshotChunk] {
    var finished: [SnapshotChunk] = []
    var records = JSONLines(lines)
    while let line = records.next() {
      if let chunk = try append(line.bytes) { finished.append(chunk) }
    }
    return finished
  }

  /// Ends the snapshot: the last chunk, unless there are no records left for one, and the manifest.
  ///
  /// The encoder is as new afterwards.
  public mutating func finish(
    id: String, origin: [String: String] = [:], tally: QualityResult? = nil
  ) throws(SnapshotError) -> (chunk: SnapshotChunk?, manifest: SnapshotManifest) {
    let last = contentRecords > 0 ? try finishChunk() : nil
    let manifest = SnapshotManifest(
      id: id, contentHash: SnapshotHash(stream.finalize()), chunks: chunks, origin: origin, tally: tally)
    stream = SHA256()
    chunks = []
    return (last, manifest)
  }

  private mutating func finishChunk() throws(SnapshotError) -> SnapshotChunk {
    let bound = ZSTD_compressBound(content.count)
    var status = 0
    let compressed = content.withUnsafeBytes { source in
      [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
        status = ZSTD_compress2(context, buffer.baseAddress, bound, source.baseAddress, source.count)
        count = ZSTD_isError(status) == 0 ? status : 0
      }
    }
    guard ZSTD_isError(status) == 0 else {
      throw SnapshotError(
        .compressionFailed, "the records cannot be compressed: \(String(cString: ZSTD_getErrorName(status)))")
    }
    content.withUnsafeBytes { stream.update(bufferPointer: $0) }
    let descriptor = SnapshotChunk.Descriptor(
      hash: SnapshotHash(of: compressed), contentHash: SnapshotHash(of: content), records: contentRecords,
      bytes: content.count, compressedBytes: compressed.count)
    chunks.append(descriptor)
    content.removeAll(keepingCapacity: true)
    contentRecords = 0
    return SnapshotChunk(descriptor: descriptor, compressed: compressed)
  }
}
