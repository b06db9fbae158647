import CSimdJSON

/// The values that come most often, each with its count: exact up to 128 different ones.
///
/// With more different values it is a summary of Misra and Gries (1982): every count may be too low by at most
/// ``slack``, which is never more than 1 / 65 of all values counted; so every value that makes up more than that is
/// listed. Summaries of parts add up to one with the same bound (P. Agarwal and others, 2012).
public struct TopValues: Sendable {
  /// A value that was counted.
  public struct Entry: Sendable, Hashable {
    /// A string, number or integer; a long string is cut.
    public let value: JSONValue

    /// The least that the value came; at most ``TopValues/slack`` more.
    public let count: Int

    /// Whether the value stands there in full.
    public let isWhole: Bool
  }

  /// Longer text is cut at the end of a character.
  public static let longestText = 64

  static let capacity = 128
  private static let kept = 64

  /// How much a count may be too low.
  public internal(set) var slack = 0

  /// Values that were counted but are not to be shown.
  public internal(set) var hidden = 0

  /// Positions in `slots` by hash, in an open table of twice the capacity; -1 is free.
  private var table: [Int16] = []
  private(set) var slots: [Slot] = []
  private var texts: [UInt8] = []

  struct Slot: Sendable, BitwiseCopyable {
    var hash: UInt64
    var count: Int
    /// Of the value; the text that is kept may be shorter.
    var length: Int
    var kept = 0
    var tag: UInt8
  }

  /// Of nothing.
  public init() {}

  /// Whether every different value that may be shown is listed with its true count.
  public var isExact: Bool { slack == 0 }

  /// Whether every value is listed, and none is hidden.
  public var isComplete: Bool { slack == 0 && hidden == 0 }

  /// Whether no value is listed.
  public var isEmpty: Bool { slots.isEmpty }

  /// From the most frequent to the least; equal counts in the order of their text.
  public var entries: [Entry] {
    order.map { index in
      Entry(value: value(index), count: slots[index].count, isWhole: slots[index].length <= Self.longestText)
    }
  }

  // MARK: Counting

  @inline(__always)
  mutating func add(
    _ hash: UInt64, count: Int = 1, length: Int? = nil, _ tag: UInt8, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    add(Slot(hash: hash, count: count, length: length ?? bytes.count, tag: tag), bytes)
  }

  @inline(__always)
  mutating func add(_ number: NumberWord, times: Int = 1) {
    withUnsafeBytes(of: number.bits.littleEndian) { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { add(number.hash, count: times, number.tag, $0) }
    }
  }

  mutating func add(_ other: TopValues) {
    for (index, slot) in other.slots.enumerated() {
      other.texts.withUnsafeBufferPointer { texts in
        let start = index * Self.longestText
        add(slot, UnsafeBufferPointer(rebasing: texts[start..<start + slot.kept]))
      }
    }
    slack += other.slack
    hidden += other.hidden
  }

  private mutating func add(_ slot: Slot, _ bytes: UnsafeBufferPointer<UInt8>) {
    if table.isEmpty { table = [Int16](repeating: -1, count: Self.capacity * 4) }
    let mask = table.count &- 1
    var place = Int(truncatingIfNeeded: slot.hash &>> 32) & mask
    while true {
      let index = Int(table[place])
      if index < 0 { break }
      if isSame(index, slot, bytes) {
        slots[index].count &+= slot.count
        return
      }
      place = (place &+ 1) & mask
    }
    table[place] = Int16(truncatingIfNeeded: slots.count)
    let kept = Self.wholeCharacters(bytes, isCut: slot.length > Self.longestText)
    slots.append(Slot(hash: slot.hash, count: slot.count, length: slot.length, kept: kept, tag: slot.tag))
    texts.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<kept]))
    texts.append(contentsOf: repeatElement(0, count: Self.longestText &- kept))
    if slots.count > Self.capacity { prune() }
  }

  /// Long text is told apart by its hash and length alone.
  @inline(__always)
  private func isSame(_ index: Int, _ slot: Slot, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let known = slots[index]
    guard known.hash == slot.hash, known.tag == slot.tag, known.length == slot.length else { return false }
    guard let base = bytes.baseAddress, slot.length <= Self.longestText else { return true }
    return texts.withUnsafeBufferPointer { texts in
      guard let start = texts.baseAddress else { return false }
      return bytes_equal(start + index &* Self.longestText, base, slot.length) != 0
    }
  }

  /// How many bytes are kept: no part of a character that has been cut apart.
  private static func wholeCharacters(_ bytes: UnsafeBufferPointer<UInt8>, isCut: Bool) -> Int {
    guard isCut, bytes.count >= longestText else { return bytes.count }
    var end = longestText
    // The last byte may begin a character, or stand in the middle of one.
    while end > 0, bytes[end &- 1] & 0xC0 == 0x80 { end &-= 1 }
    return end > 0 && bytes[end &- 1] >= 0xC0 ? end &- 1 : end
  }

  /// Takes the count of the 65th value from every value; what is left of none goes.
  private mutating func prune() {
    let cut = slots.map(\.count).sorted(by: >)[Self.kept]
    slack += cut
    var kept: [Slot] = []
    var keptTexts: [UInt8] = []
    for (index, slot) in slots.enumerated() where slot.count > cut {
      var slot = slot
      slot.count -= cut
      kept.append(slot)
      keptTexts += texts[index * Self.longestText..<(index + 1) * Self.longestText]
    }
    slots = kept
    texts = keptTexts
    rebuildTable()
  }

  private mutating func rebuildTable() {
    table = [Int16](repeating: -1, count: Self.capacity * 4)
    let mask = table.count - 1
    for (index, slot) in slots.enumerated() {
      var place = Int(truncatingIfNeeded: slot.hash &>> 32) & mask
      while table[place] >= 0 { place = (place + 1) & mask }
      table[place] = Int16(index)
    }
  }

  // MARK: Values

  /// The slots from the most frequent value to the least.
  var order: [Int] { slots.indices.sorted { precedes($0, $1) } }

  func text(_ index: Int) -> ArraySlice<UInt8> {
    let start = index * Self.longestText
    return texts[start..<start + slots[index].kept]
  }

  /// The bits of a number, which are kept as eight bytes.
  func word(_ index: Int) -> UInt64 { text(index).reversed().reduce(0) { $0 &<< 8 | UInt64($1) } }

  private func value(_ index: Int) -> JSONValue {
    switch slots[index].tag {
    case Tag.string: .string(String(decoding: text(index), as: UTF8.self))
    case Tag.signed: .integer(Int64(bitPattern: word(index)))
    case Tag.unsigned: JSONValue(ExactNumber(word(index)))
    default: .number(Double(bitPattern: word(index)))
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    guard slots[left].count == slots[right].count else { return slots[left].count > slots[right].count }
    guard slots[left].tag == slots[right].tag else { return slots[left].tag < slots[right].tag }
    return text(left).lexicographicallyPrecedes(text(right))
  }
}
