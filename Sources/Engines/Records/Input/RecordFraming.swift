/// Finds the records in the bytes of a batch that grows until it holds some.
protocol RecordFraming {
  /// Looks on from where it stopped and appends the spans of the records that are whole.
  ///
  /// - Returns: how many leading bytes are settled: whole records and what stands between them. Behind them at most the
  ///   beginning of one record remains.
  /// - Throws: where the text cannot go on like this; the spans before it stand.
  mutating func frame(_ batch: inout RecordBatch, isAtEnd: Bool) throws(BrokenStructure) -> Int

  /// Where the record ends whose beginning is not kept, in bytes that follow those that were seen; nil if not in them.
  mutating func endOfSkippedRecord(in batch: borrowing RecordBatch, isAtEnd: Bool) throws(BrokenStructure) -> Int?

  /// The first `count` bytes of the batch are gone.
  mutating func forget(_ count: Int)
}

/// What keeps a text from going on, and where in the batch.
struct BrokenStructure: Error {
  let offset: Int
  let message: String
}
