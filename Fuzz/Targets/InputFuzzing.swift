@testable import DataRecords

/// Compressed or not, in whatever form: the records are the same in whatever pieces the bytes come.
enum InputFuzzing: FuzzTarget {
  static let name = "input"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let data = Array(bytes)
    let forms: [RecordForm?] = [nil, .ndjson, .array, .concatenated]
    for form in forms {
      let whole = outcome(MemoryByteSource(data), form)
      let pieces = outcome(MemoryByteSource(data, longestRead: 1), form)
      try whole.isDamaged || pieces.isDamaged ? agreeBefore(whole, pieces) : agree(whole, pieces)
    }
  }

  private struct Outcome {
    var records: [[UInt8]] = []
    var error: InputError?

    var isDamaged: Bool { error?.kind == .corruptCompression || error?.kind == .truncatedCompression }
  }

  private static func agree(_ whole: Outcome, _ pieces: Outcome) throws {
    try hold(whole.records == pieces.records, "records depend on the pieces in which they come")
    try hold(
      whole.error?.kind == pieces.error?.kind,
      "the end depends on the pieces in which the input comes: \(whole.error as Any), \(pieces.error as Any)")
  }

  /// Where damage to compressed data shows may differ, and what is wrong with the text before; the records before do not.
  private static func agreeBefore(_ whole: Outcome, _ pieces: Outcome) throws {
    try hold(whole.error != nil && pieces.error != nil, "damage is seen only in some pieces")
    try hold(
      whole.records.starts(with: pieces.records) || pieces.records.starts(with: whole.records),
      "records depend on the pieces in which they come")
  }

  private static func outcome(_ source: MemoryByteSource, _ form: RecordForm?) -> Outcome {
    var outcome = Outcome()
    do throws(InputError) {
      var stream = RecordStream(
        try source.decompressed(), form: form, limits: RecordStream.Limits(recordBytes: 1 << 16, batchBytes: 256))
      var batch = RecordBatch()
      while try stream.read(into: &batch) {
        // A few bytes of a compressed text may stand for very many records.
        guard outcome.records.count < 10_000 else { break }
        if batch.isOversized { outcome.records.append([]) }
        for span in batch.spans { outcome.records.append(Array(batch.record(span))) }
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }
}
