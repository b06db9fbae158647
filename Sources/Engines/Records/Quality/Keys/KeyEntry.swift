/// A key, or a reference to one, with the record it stands in: 24 bytes.
struct KeyEntry: Hashable, Comparable, BitwiseCopyable {
  var fingerprint: KeyFingerprint

  /// The record, and one bit to say about it.
  private var payload: UInt64

  @inline(__always)
  init(_ fingerprint: KeyFingerprint, record: Int, mark: Bool) {
    self.fingerprint = fingerprint
    payload = UInt64(truncatingIfNeeded: record) &<< 1 | (mark ? 1 : 0)
  }

  /// The record, counted from 1.
  @inline(__always)
  var record: Int { Int(truncatingIfNeeded: payload &>> 1) }

  /// Of a key: whether the record meets its schema. Of a reference: whether the record is complete once it and its
  /// other marked references are resolved.
  @inline(__always)
  var mark: Bool {
    get { payload & 1 == 1 }
    set { payload = payload & ~1 | (newValue ? 1 : 0) }
  }

  @inline(__always)
  func shifted(by records: Int) -> KeyEntry {
    var entry = self
    entry.payload = payload &+ UInt64(truncatingIfNeeded: records) &<< 1
    return entry
  }

  /// By fingerprint, then by record.
  @inline(__always)
  static func < (left: KeyEntry, right: KeyEntry) -> Bool {
    left.fingerprint == right.fingerprint ? left.payload < right.payload : left.fingerprint < right.fingerprint
  }

  /// Whether there can be such a record.
  var isPlausible: Bool { payload >> 1 > 0 && payload >> 1 < 1 << 48 }

  /// With its words in the order of a file, or the other way round.
  var littleEndian: KeyEntry {
    var entry = self
    entry.fingerprint.high = fingerprint.high.littleEndian
    entry.fingerprint.low = fingerprint.low.littleEndian
    entry.payload = payload.littleEndian
    return entry
  }

  /// The byte at a position in the order of comparison.
  @inline(__always)
  func byte(_ position: Int) -> Int {
    let word = position < 8 ? fingerprint.high : position < 16 ? fingerprint.low : payload
    return Int(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: 56 &- (position & 7) &* 8)) & 0xFF
  }
}
