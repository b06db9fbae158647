/// A sample of different values by their hashes, each with how often it came.
///
/// Every value is in the sample or not by its hash alone, and every occurrence of one that is in it was counted. So the
/// sample tells whether values repeat, two samples can be added exactly, and the order of the values does not matter. It
/// holds all values while there are no more than ``capacity``; from then on those whose hash ends in ``level`` zero
/// bits.
struct HashSample: Sendable {
  static let capacity = 512

  private(set) var level: UInt64 = 0
  private(set) var count = 0

  /// Zero is a free slot; the size is a power of two.
  private var hashes: [UInt64] = []
  private var counts: [UInt32] = []

  /// Whether it holds every value that was added.
  var isComplete: Bool { level == 0 }

  /// In the order of the hashes.
  var entries: [(hash: UInt64, count: UInt32)] {
    zip(hashes, counts).filter { $0.0 != 0 }.map { ($0.0, $0.1) }.sorted { $0.hash < $1.hash }
  }

  /// How many of the values came only once.
  var singles: Int { zip(hashes, counts).count { $0.0 != 0 && $0.1 == 1 } }

  @inline(__always)
  mutating func add(_ hash: UInt64, times: UInt32 = 1) {
    // The word of zeros stands for a free slot.
    let hash = hash == 0 ? 1 &<< 63 : hash
    if hash & ((1 &<< level) &- 1) == 0 { count(hash, times) }
  }

  private mutating func count(_ hash: UInt64, _ times: UInt32) {
    if hashes.isEmpty { resize(to: 16) }
    let mask = hashes.count &- 1
    var index = Self.start(hash) & mask
    while hashes[index] != 0, hashes[index] != hash { index = (index &+ 1) & mask }
    if hashes[index] == hash {
      let (sum, overflow) = counts[index].addingReportingOverflow(times)
      counts[index] = overflow ? .max : sum
      return
    }
    hashes[index] = hash
    counts[index] = times
    count &+= 1
    if count &* 2 > hashes.count { resize(to: hashes.count * 2) }
  }

  /// Adds the values of another part; neither holds too many before, but both together may.
  mutating func add(_ other: HashSample) {
    if other.level > level { thin(to: other.level) }
    for (hash, count) in other.entries { add(hash, times: count) }
  }

  /// Whether it holds more than it may; ``thin()`` is due before the next value.
  @inline(__always)
  var isOverfull: Bool { count > Self.capacity }

  @inline(__always)
  private static func start(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 24) }

  /// Raises the level until the sample fits again.
  mutating func thin() {
    while isOverfull, level < 63 { thin(to: level + 1) }
  }

  private mutating func thin(to newLevel: UInt64) {
    level = newLevel
    resize(to: hashes.count)
  }

  private mutating func resize(to size: Int) {
    let old = zip(hashes, counts)
    hashes = [UInt64](repeating: 0, count: size)
    counts = [UInt32](repeating: 0, count: size)
    count = 0
    let mask = size &- 1
    for (hash, times) in old where hash != 0 && hash & ((1 &<< level) &- 1) == 0 {
      var index = Self.start(hash) & mask
      while hashes[index] != 0 { index = (index &+ 1) & mask }
      hashes[index] = hash
      counts[index] = times
      count &+= 1
    }
  }
}

extension HashSample: Hashable {
  static func == (left: HashSample, right: HashSample) -> Bool {
    left.level == right.level && left.entries.elementsEqual(right.entries) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(level)
    hasher.combine(count)
  }
}

extension HashSample: Codable {
  private enum CodingKeys: CodingKey {
    case level, hashes, counts
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .hashes)
    let counts = try container.decode([UInt32].self, forKey: .counts)
    let level = try container.decode(UInt64.self, forKey: .level)
    guard let hashes = SketchText.words(text), hashes.count == counts.count, level < 64 else {
      throw DecodingError.dataCorruptedError(
        forKey: .hashes, in: container, debugDescription: "a sample holds 16 hexadecimal digits for every count")
    }
    self.level = level
    for (hash, count) in zip(hashes, counts).prefix(Self.capacity) { add(hash, times: count) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let entries = self.entries
    try container.encode(level, forKey: .level)
    try container.encode(SketchText.text(ofWords: entries.map(\.hash)), forKey: .hashes)
    try container.encode(entries.map(\.count), forKey: .counts)
  }
}
