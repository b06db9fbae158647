#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SnapshotManifest {
  /// The manifest as JSON: compact, names in the order of their bytes, so that equal manifests give equal bytes.
  public func encoded() throws(SnapshotError) -> [UInt8] { try canonicalValue().bytes(sortingNames: true) }

  /// Reads a manifest.
  ///
  /// - Throws: ``SnapshotError`` with the reason `newerFormat`; `countMismatch` when sums and chunks disagree; and
  ///   `invalidManifest` for text that is no manifest, also for members that this format does not have.
  public init(decoding bytes: some Sequence<UInt8>) throws(SnapshotError) {
    let data = Data(bytes)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: data)
    } catch {
      throw SnapshotError(.invalidManifest, "the manifest is not acceptable JSON: \(error)")
    }
    guard let version = value["formatVersion"]?.integer, version >= 1 else {
      throw SnapshotError(.invalidManifest, "the manifest has no formatVersion, a whole number from 1")
    }
    guard version <= Self.currentFormat else {
      throw SnapshotError(
        .newerFormat, "the manifest has format \(version); this version reads up to \(Self.currentFormat)")
    }
    do {
      self = try JSONDecoder().decode(SnapshotManifest.self, from: data)
    } catch {
      throw SnapshotError(.invalidManifest, "the manifest is not of format \(version): \(Self.explain(error))")
    }
    try verifyCounts()
    guard try canonicalValue() == value else {
      throw SnapshotError(.invalidManifest, "the manifest has members that format \(version) does not have")
    }
  }

  /// Refuses counts that cannot be, before anything is added up.
  private func verifyCounts() throws(SnapshotError) {
    var sums = (records: 0, bytes: 0, compressedBytes: 0)
    for chunk in chunks {
      // A record has at least one byte and its newline.
      guard chunk.records > 0, chunk.bytes / 2 >= chunk.records, chunk.bytes <= SnapshotChunk.maximumBytes,
        chunk.compressedBytes > 0, chunk.compressedBytes <= SnapshotChunk.maximumBytes * 2
      else {
        throw SnapshotError(.countMismatch, chunk: chunk.hash, "its counts and sizes cannot be")
      }
      sums.records += chunk.records
      sums.bytes += chunk.bytes
      sums.compressedBytes += chunk.compressedBytes
    }
    guard sums == (records, bytes, compressedBytes) else {
      throw SnapshotError(
        .countMismatch,
        "the manifest says \(records) records, \(bytes) bytes and \(compressedBytes) compressed bytes; its chunks have "
          + "\(sums.records), \(sums.bytes) and \(sums.compressedBytes)")
    }
  }

  private func canonicalValue() throws(SnapshotError) -> JSONValue {
    do {
      return try JSONValue(parsing: try JSONEncoder().encode(self))
    } catch {
      throw SnapshotError(.invalidManifest, "the manifest cannot be written as JSON: \(error)")
    }
  }

  private static func explain(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let (context, problem): (DecodingError.Context, String) =
      switch error {
      case .keyNotFound(let key, let context): (context, "\(key.stringValue) is missing")
      case .typeMismatch(_, let context): (context, "the value is of the wrong type")
      case .valueNotFound(_, let context): (context, "the value is null")
      case .dataCorrupted(let context): (context, context.debugDescription)
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "it cannot be read")
      }
    let path = JSONPointer(tokens: context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue })
    return path.tokens.isEmpty ? problem : "\(path): \(problem)"
  }
}
