import CSimdJSON

/// A fixed set of names, each with its position and a node; found by hash, without allocation.
///
/// The memory belongs to the arena that the table was made with.
struct NameTable: BitwiseCopyable {
  struct Entry: BitwiseCopyable {
    /// The first eight bytes and the last eight; of a shorter name all of it, twice.
    var head: UInt64
    var tail: UInt64
    /// Which bytes of them count.
    var mask: UInt64
    var count: UInt32
    /// Where the last eight bytes begin.
    var tailOffset: UInt32
    /// The node of a member; -1 and -2 as in ``NoNode``.
    var node: Int32
    /// The node that decides about a member: where the references of the other one lead.
    var deciding: Int32
    var offset: Int32
    /// Whether `properties` names it.
    var isDeclared: Bool
  }

  /// By position.
  let entries: UnsafePointer<Entry>
  private let names: UnsafePointer<UInt8>
  /// Positions by hash, or -1.
  private let buckets: UnsafePointer<Int32>
  private let mask: Int

  /// - Parameters:
  ///   - nodes: by position; missing ones are -2.
  ///   - deciding: by position, too.
  ///   - declared: how many of the first names are declared.
  init(_ names: [String], nodes: [Int32] = [], deciding: [Int32] = [], declared: Int = 0, in arena: Arena) {
    var size = 4
    while size < names.count * 2 { size *= 2 }
    mask = size - 1
    var buckets = [Int32](repeating: -1, count: size)
    var entries: [Entry] = []
    var text: [UInt8] = []
    for (position, name) in names.enumerated() {
      // Eight bytes more, so that whole words can be loaded.
      let bytes = Array(name.utf8) + [UInt8](repeating: 0, count: 8)
      let count = name.utf8.count
      let (head, tail) = bytes.withUnsafeBufferPointer { Self.words($0.baseAddress, count) }
      var index = Self.hash(head, tail, count) & mask
      while buckets[index] >= 0 { index = (index + 1) & mask }
      buckets[index] = Int32(position)
      entries.append(
        Entry(
          head: head, tail: tail, mask: Self.mask(count), count: UInt32(count), tailOffset: UInt32(max(count - 8, 0)),
          node: position < nodes.count ? nodes[position] : NoNode.anything,
          deciding: position < deciding.count ? deciding[position] : NoNode.anything,
          offset: Int32(text.count), isDeclared: position < declared))
      text += bytes
    }
    // So that there is always an entry to compare a guess with.
    entries.append(
      Entry(
        head: 0, tail: 0, mask: 0, count: .max, tailOffset: 0, node: NoNode.anything, deciding: NoNode.anything,
        offset: 0, isDeclared: false))
    self.entries = arena.copy(entries)
    self.buckets = arena.copy(buckets)
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
      let position = Int(buckets[index])
      if position < 0 || isName(position, bytes, count) { return position }
      index = (index &+ 1) & mask
    }
  }

  /// ``slot(_:_:)`` where a guess was wrong, which happens seldom.
  @inline(never)
  func slotAfterAll(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int { slot(bytes, count) }

  /// Whether the name at a position is this one.
  ///
  /// - Requires: as many bytes as the name at the position has are readable, and eight at least.
  @inline(__always)
  func isName(_ position: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let entry = entries + position
    guard UInt32(truncatingIfNeeded: count) == entry.pointee.count else { return false }
    let head = UInt64(littleEndian: bytes_load64(bytes)) ^ entry.pointee.head
    let tail = UInt64(littleEndian: bytes_load64(bytes + Int(entry.pointee.tailOffset))) ^ entry.pointee.tail
    guard (head | tail) & entry.pointee.mask == 0 else { return false }
    return count <= 16 || bytes_equal(names + Int(entry.pointee.offset), bytes, count) != 0
  }

  /// The first and the last eight bytes; of a shorter name all of it, twice.
  @inline(__always)
  static func words(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> (UInt64, UInt64) {
    guard let bytes else { return (0, 0) }
    let mask = mask(count)
    let head = UInt64(littleEndian: bytes_load64(bytes)) & mask
    let tail = UInt64(littleEndian: bytes_load64(bytes + max(count &- 8, 0))) & mask
    return (head, tail)
  }

  /// Which of the first eight bytes belong to a name.
  @inline(__always)
  private static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
    var mixed = (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ tail) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed &>> 40)
  }
}
