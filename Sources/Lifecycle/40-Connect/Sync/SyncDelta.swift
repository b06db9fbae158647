internal import DataOpsCore
internal import DataRecords

/// What differs between the records that search holds and those that it should hold, by the ids of their documents.
struct SyncDelta: Hashable, Sendable {
  let added: Set<Fingerprint>
  let changed: Set<Fingerprint>
  /// In a fixed order, so that a journal can count them.
  let gone: [Fingerprint]

  var count: Int { added.count + changed.count + gone.count }
  /// New and changed documents.
  var sent: Int { added.count + changed.count }

  func sends(_ document: Fingerprint) -> Bool { added.contains(document) || changed.contains(document) }
}

/// Compares records, a batch at a time: first all that are held, then all that should be.
struct SyncComparison {
  private var held: [Fingerprint: Fingerprint] = [:]
  private var added: Set<Fingerprint> = []
  private var changed: Set<Fingerprint> = []

  mutating func hold(_ lines: [UInt8]) throws(Failure) {
    for record in try RecordFingerprint.all(in: lines) { held[record.document] = record.content }
  }

  mutating func want(_ lines: [UInt8]) throws(Failure) {
    for record in try RecordFingerprint.all(in: lines) {
      switch held.removeValue(forKey: record.document) {
      case nil: added.insert(record.document)
      case record.content: break
      case _: changed.insert(record.document)
      }
    }
  }

  func finish() -> SyncDelta { SyncDelta(added: added, changed: changed, gone: held.keys.sorted()) }
}

extension SyncComparison {
  /// Between two snapshots; chunks that both have are not read.
  static func between(
    _ held: StoredSnapshot, _ wanted: StoredSnapshot, in objects: any ObjectFiles
  ) async throws(Failure) -> SyncDelta {
    let shared = Set(held.manifest.chunks.map(\.hash)).intersection(wanted.manifest.chunks.map(\.hash))
    var comparison = SyncComparison()
    for (index, chunk) in held.manifest.chunks.enumerated() where !shared.contains(chunk.hash) {
      try comparison.hold(await held.lines(ofChunk: index, in: objects))
    }
    for (index, chunk) in wanted.manifest.chunks.enumerated() where !shared.contains(chunk.hash) {
      try comparison.want(await wanted.lines(ofChunk: index, in: objects))
    }
    return comparison.finish()
  }

  /// Between a snapshot and records that are not written down yet.
  static func between(
    _ held: StoredSnapshot, _ wanted: RecordSource, in objects: any ObjectFiles
  ) async throws(Failure) -> SyncDelta {
    var comparison = SyncComparison()
    for index in 0..<held.chunkCount { try comparison.hold(await held.lines(ofChunk: index, in: objects)) }
    for start in stride(from: 0, to: wanted.count, by: WriteSnapshotStep.batch) {
      try comparison.want(wanted.lines(start..<start + WriteSnapshotStep.batch))
    }
    return comparison.finish()
  }
}
