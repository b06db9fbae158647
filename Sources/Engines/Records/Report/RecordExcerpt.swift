/// The beginning of a record, to be shown beside what is wrong with it.
enum RecordExcerpt {
  /// At most `limit` bytes, cut at the end of a character, with `…` behind where something is left out; bytes that are
  /// no UTF-8 are repaired with U+FFFD. Nil for a limit of 0.
  static func text(of record: UnsafeRawBufferPointer, bytes limit: Int) -> String? {
    guard limit > 0 else { return nil }
    guard record.count > limit else { return String(decoding: record, as: UTF8.self) }
    var end = limit
    // The byte behind the cut tells whether a character goes on there.
    var steps = 0
    while end > 0, steps < 3, record[end] & 0xC0 == 0x80 {
      end &-= 1
      steps &+= 1
    }
    return String(decoding: record[..<end], as: UTF8.self) + "…"
  }
}
