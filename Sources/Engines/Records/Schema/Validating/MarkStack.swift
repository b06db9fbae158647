/// Bits about the members or elements of the values on the way down, in memory that is used again and again.
struct MarkStack: ~Copyable {
  private var words: UnsafeMutablePointer<UInt64>
  private var capacity = 64
  private var used = 0

  init() { words = .allocate(capacity: capacity) }

  deinit { words.deallocate() }

  /// Room for cleared bits; to be freed in the reverse order.
  mutating func push(bits: Int) -> Int {
    let count = (bits &+ 63) >> 6
    let start = used
    used &+= count
    if used > capacity { grow() }
    (words + start).initialize(repeating: 0, count: count)
    return start
  }

  /// Frees this room and all that came after it.
  mutating func pop(to start: Int) { used = start }

  mutating func removeAll() { used = 0 }

  mutating func set(_ bit: Int, in start: Int) { words[start &+ (bit >> 6)] |= 1 &<< UInt64(bit & 63) }

  func isSet(_ bit: Int, in start: Int) -> Bool { words[start &+ (bit >> 6)] >> UInt64(bit & 63) & 1 != 0 }

  mutating func set(_ bits: Range<Int>, in start: Int) {
    for bit in bits { set(bit, in: start) }
  }

  /// Adds the bits of one room to another of the same size.
  mutating func merge(_ source: Int, into target: Int, bits: Int) {
    for word in 0..<(bits &+ 63) >> 6 { words[target &+ word] |= words[source &+ word] }
  }

  private mutating func grow() {
    let larger = max(used, capacity &* 2)
    let moved = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
    moved.moveInitialize(from: words, count: capacity)
    words.deallocate()
    words = moved
    capacity = larger
  }
}
