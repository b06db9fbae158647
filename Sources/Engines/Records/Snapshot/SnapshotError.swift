/// Why a snapshot cannot be written or must not be trusted.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What does not agree, for programs.
  public enum Reason: String, Sendable, Hashable, Codable {
    /// The manifest is of a newer format than this version reads.
    case newerFormat
    /// The manifest is not what this format allows.
    case invalidManifest
    /// Counts or sizes do not add up.
    case countMismatch
    /// The bytes are not the ones that were hashed.
    case hashMismatch
    /// There are more or fewer bytes than described.
    case sizeMismatch
    /// The compressed data cannot be read.
    case corruptData
    /// A record or chunk is larger than the format allows.
    case tooLarge
    /// A record would not be one line.
    case invalidRecord
    /// The compression library has failed.
    case compressionFailed
  }

  /// What does not agree, for programs.
  public let reason: Reason

  /// The chunk, by its hash; nil when it is about the manifest or a record.
  public let chunk: SnapshotHash?

  /// What does not agree, for a person.
  public let message: String

  init(_ reason: Reason, chunk: SnapshotHash? = nil, _ message: String) {
    self.reason = reason
    self.chunk = chunk
    self.message = message
  }

  /// The message, behind the chunk if it is about one.
  public var description: String {
    guard let chunk else { return message }
    return "chunk \(chunk): \(message)"
  }
}
