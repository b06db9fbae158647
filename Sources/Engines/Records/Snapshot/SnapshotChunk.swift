import CSimdJSON
import CZstd

/// A run of records, compressed with zstd and named by the SHA-256 of its compressed bytes.
public struct SnapshotChunk: Sendable, Hashable {
  /// What the manifest says about a chunk.
  public struct Descriptor: Sendable, Hashable, Codable {
    /// Of the compressed bytes; the chunk's name.
    public var hash: SnapshotHash

    /// Of the uncompressed bytes.
    public var contentHash: SnapshotHash

    /// Records in the chunk.
    public var records: Int

    /// Uncompressed.
    public var bytes: Int

    /// Bytes as they are stored.
    public var compressedBytes: Int

    /// What a manifest says about a chunk; decoding the chunk verifies it.
    public init(hash: SnapshotHash, contentHash: SnapshotHash, records: Int, bytes: Int, compressedBytes: Int) {
      self.hash = hash
      self.contentHash = contentHash
      self.records = records
      self.bytes = bytes
      self.compressedBytes = compressedBytes
    }
  }

  /// The largest chunk that is written or read, uncompressed: 256 MiB.
  public static let maximumBytes = 256 << 20

  /// What the manifest says about it.
  public let descriptor: Descriptor

  /// One zstd frame (RFC 8878) with its content's size and a checksum.
  public let compressed: [UInt8]

  /// The records of a chunk, each with its newline, after everything that the descriptor says was verified.
  ///
  /// Allocates `descriptor.bytes` and no more, and only after the compressed bytes were found to be the right ones.
  public static func decode(
    _ compressed: UnsafeRawBufferPointer, _ descriptor: Descriptor
  ) throws(SnapshotError) -> [UInt8] {
    func error(_ reason: SnapshotError.Reason, _ message: String) -> SnapshotError {
      SnapshotError(reason, chunk: descriptor.hash, message)
    }
    guard compressed.count == descriptor.compressedBytes else {
      throw error(
        .sizeMismatch, "it has \(compressed.count) compressed bytes, the manifest says \(descriptor.compressedBytes)")
    }
    guard SnapshotHash(of: compressed) == descriptor.hash else {
      throw error(.hashMismatch, "its compressed bytes are not the ones that were hashed")
    }
    guard descriptor.bytes >= 0, descriptor.bytes <= maximumBytes else {
      throw error(.tooLarge, "the manifest says \(descriptor.bytes) bytes, the limit is \(maximumBytes)")
    }
    guard ZSTD_getFrameContentSize(compressed.baseAddress, compressed.count) == UInt64(descriptor.bytes) else {
      throw error(.sizeMismatch, "its frame does not hold the \(descriptor.bytes) bytes that the manifest says")
    }
    var status = 0
    let content = [UInt8](unsafeUninitializedCapacity: descriptor.bytes) { buffer, count in
      status = ZSTD_decompress(buffer.baseAddress, descriptor.bytes, compressed.baseAddress, compressed.count)
      count = ZSTD_isError(status) == 0 ? min(status, descriptor.bytes) : 0
    }
    guard ZSTD_isError(status) == 0 else {
      throw error(.corruptData, "it cannot be decompressed: \(String(cString: ZSTD_getErrorName(status)))")
    }
    guard content.count == descriptor.bytes else {
      throw error(.sizeMismatch, "it holds \(content.count) bytes, the manifest says \(descriptor.bytes)")
    }
    guard SnapshotHash(of: content) == descriptor.contentHash else {
      throw error(.hashMismatch, "its content is not the one that was hashed")
    }
    let newlines = content.withUnsafeBufferPointer { $0.baseAddress.map { bytes_count($0, content.count, 0x0A) } ?? 0 }
    guard newlines == descriptor.records, content.isEmpty || content.last == 0x0A else {
      throw error(.countMismatch, "it holds \(newlines) complete records, the manifest says \(descriptor.records)")
    }
    return content
  }

  /// As with a buffer.
  ///
  /// - Throws: ``SnapshotError`` with what does not agree with the descriptor.
  public static func decode(_ compressed: [UInt8], _ descriptor: Descriptor) throws(SnapshotError) -> [UInt8] {
    try compressed.withBytes { bytes throws(SnapshotError) in try decode(bytes, descriptor) }
  }
}
