import CSimdJSON

/// A fixed set of names, each with its position; found by hash, without allocation.
///
/// The memory belongs to the arena that the table was made with.
struct NameTable: BitwiseCopyable {
  private struct Entry: BitwiseCopyable {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var count: Int32 = 0
    var slot: Int32 = -1
    var offset: Int = 0
  }

  private let entries: UnsafePointer<Entry>
  private let names: UnsafePointer<UInt8>
  private let mask: Int

  init(_ names: [String], in arena: Arena) {
    var size = 4
    while size < names.count * 2 { size *= 2 }
    mask = size - 1
    var table = [Entry](repeating: Entry(), count: size)
    var text: [UInt8] = []
    for (slot, name) in names.enumerated() {
      // Eight bytes more, so that whole words can be loaded.
      let bytes = Array(name.utf8) + [UInt8](repeating: 0, count: 8)
      let count = name.utf8.count
      let (head, tail) = bytes.withUnsafeBufferPointer { Self.words($0.baseAddress, count) }
      var index = Self.hash(head, tail, count) & mask
      while table[index].slot >= 0 { index = (index + 1) & mask }
      table[index] = Entry(head: head, tail: tail, count: Int32(count), slot: Int32(slot), offset: text.count)
      text += bytes
    }
    entries = arena.copy(table)
    self.names = arena.copy(text)
  }

  /// The position of a name, or -1.
  ///
  /// - Requires: eight bytes from `bytes` are readable, as they are on the tape.
  @inline(__always)
  func slot(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let (head, tail) = Self.words(bytes, count)
    var index = Self.hash(head, tail, count) & mask
    while true {
      let entry = entries + index
      let slot = Int(entry.pointee.slot)
      if slot < 0 { return -1 }
      if entry.pointee.head == head, entry.pointee.tail == tail, Int(entry.pointee.count) == count {
        if count <= 16 || bytes_equal(names + entry.pointee.offset, bytes, count) != 0 { return slot }
      }
      index = (index &+ 1) & mask
    }
  }

  /// The first and the last eight bytes; up to eight bytes, the first ones alone.
  @inline(__always)
  private static func words(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> (UInt64, UInt64) {
    guard let bytes else { return (0, 0) }
    if count >= 8 { return (bytes_load64(bytes), bytes_load64(bytes + (count &- 8))) }
    let head = UInt64(littleEndian: bytes_load64(bytes)) & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    return (head, 0)
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
    var mixed = (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ tail) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed &>> 40)
  }
}
