import CSimdJSON

/// One record a line; lines of nothing but white space are none.
struct LineFraming: RecordFraming {
  /// Where the line that is looked at begins.
  private var start = 0

  /// Up to where it has no line feed.
  private var cursor = 0

  mutating func frame(_ batch: inout RecordBatch, isAtEnd: Bool) -> Int {
    let bytes = batch.bytes
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    while cursor < bytes.count {
      cursor += bytes_index_of(base + cursor, bytes.count - cursor, 0x0A)
      if cursor == bytes.count, !isAtEnd { break }
      if !JSONLines.isBlank(base + start, cursor - start) {
        batch.spans.append(.init(offset: start, count: cursor - start))
      }
      cursor = min(cursor + 1, bytes.count)
      start = cursor
    }
    // The last line needs no line feed.
    if isAtEnd, start < cursor {
      if !JSONLines.isBlank(base + start, cursor - start) {
        batch.spans.append(.init(offset: start, count: cursor - start))
      }
      start = cursor
    }
    return start
  }

  mutating func endOfSkippedRecord(in batch: borrowing RecordBatch, isAtEnd: Bool) -> Int? {
    let bytes = batch.bytes
    let length =
      bytes.baseAddress.map { bytes_index_of($0.assumingMemoryBound(to: UInt8.self), bytes.count, 0x0A) } ?? 0
    if length < bytes.count { return length + 1 }
    return isAtEnd ? length : nil
  }

  mutating func forget(_ count: Int) {
    start = max(start - count, 0)
    cursor = max(cursor - count, 0)
  }
}
