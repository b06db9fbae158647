import CSimdJSON

/// The strings of a set, found by hash without allocation.
struct ValueSet: BitwiseCopyable {
  private struct Entry: BitwiseCopyable {
    var hash: UInt64 = 0
    var offset = 0
    /// -1 for a free place.
    var count = -1
  }

  private let entries: UnsafePointer<Entry>
  private let text: UnsafePointer<UInt8>
  private let mask: Int

  /// Whether being in the set is right.
  let isAllowed: Bool

  /// Whether there are other values than strings.
  let hasOthers: Bool

  /// Takes the strings of the values.
  init(_ values: [JSONValue], isAllowed: Bool, in arena: Arena) {
    let strings = Set(values.compactMap(\.string)).sorted()
    var size = 4
    while size < strings.count * 2 { size *= 2 }
    mask = size - 1
    var entries = [Entry](repeating: Entry(), count: size)
    var text: [UInt8] = []
    for string in strings {
      let bytes = Array(string.utf8)
      let hash = bytes_hash64(bytes, bytes.count)
      var place = Int(truncatingIfNeeded: hash) & mask
      while entries[place].count >= 0 { place = (place + 1) & mask }
      entries[place] = Entry(hash: hash, offset: text.count, count: bytes.count)
      text += bytes
    }
    self.entries = arena.copy(entries)
    self.text = arena.copy(text)
    self.isAllowed = isAllowed
    hasOthers = values.contains { $0.string == nil }
  }

  @inline(__always)
  func contains(_ string: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = string.baseAddress else { return false }
    let hash = bytes_hash64(base, string.count)
    var place = Int(truncatingIfNeeded: hash) & mask
    while entries[place].count >= 0 {
      let entry = entries + place
      if entry.pointee.hash == hash, entry.pointee.count == string.count,
        bytes_equal(text + entry.pointee.offset, base, string.count) != 0
      {
        return true
      }
      place = (place &+ 1) & mask
    }
    return false
  }
}
