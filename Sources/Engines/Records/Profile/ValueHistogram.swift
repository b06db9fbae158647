/// How numbers are spread: at most 256 buckets, exact while there are no more different numbers than that.
///
/// A bucket holds all doubles that share the leading bits of their ordered form; whenever there are too many buckets, one
/// bit less is looked at. So the buckets are fine where the numbers are few or close together, the same numbers in any
/// order give the same buckets, and histograms of parts add up to exactly the histogram of the whole. A quantile is known
/// as the bucket that holds the number of that rank, with its bounds; half the bucket's width is the largest error.
public struct ValueHistogram: Sendable {
  /// Numbers that are not told apart, and how many they are.
  public struct Bucket: Sendable, Hashable {
    /// The smallest and the largest number that the bucket can hold.
    public let lower: Double

    /// The largest number that the bucket can hold.
    public let upper: Double

    /// Numbers in the bucket.
    public let count: Int

    /// The number in the middle, which stands for the bucket.
    public var middle: Double { lower / 2 + upper / 2 }
  }

  static let capacity = 256

  /// How many bits of the ordered form are not looked at.
  private(set) var shift: UInt64 = 0

  /// Numbers that were added.
  public private(set) var count = 0

  private var bucketCount = 0

  /// An open table; a count of zero is a free slot, the size is a power of two.
  private var keys: [UInt64] = []
  private var counts: [Int] = []

  /// Of nothing.
  public init() {}

  @inline(__always)
  mutating func add(_ value: Double) { add(key: Self.ordered(value) &>> shift, times: 1) }

  mutating func add(_ other: ValueHistogram) {
    if other.shift > shift { coarsen(to: other.shift) }
    for (key, times) in other.entries { add(key: key &>> (shift &- other.shift), times: times) }
  }

  /// From the smallest number to the largest.
  public var buckets: [Bucket] {
    entries.map { key, count in
      let low = key &<< shift
      return Bucket(lower: Self.number(low), upper: Self.number(low | ((1 &<< shift) &- 1)), count: count)
    }
  }

  /// The bucket of the number that has the share `rank` of all numbers before it; nil if there are none.
  public func quantile(_ rank: Double) -> Bucket? {
    let wanted = min(Int((max(rank, 0) * Double(count)).rounded(.down)), count - 1)
    var seen = 0
    for bucket in buckets {
      seen += bucket.count
      if seen > wanted { return bucket }
    }
    return nil
  }

  /// The same numbers in buckets no finer than those of another histogram.
  func coarsened(to other: UInt64) -> ValueHistogram {
    var copy = self
    if other > shift { copy.coarsen(to: other) }
    return copy
  }

  /// Keys and counts, in the order of the numbers.
  var entries: [(key: UInt64, count: Int)] {
    zip(keys, counts).filter { $0.1 != 0 }.map { ($0.0, $0.1) }.sorted { $0.key < $1.key }
  }

  // MARK: Buckets

  private mutating func add(key: UInt64, times: Int) {
    if keys.isEmpty { resize(to: 8) }
    let mask = keys.count &- 1
    var index = Self.start(key) & mask
    while counts[index] != 0, keys[index] != key { index = (index &+ 1) & mask }
    count &+= times
    if counts[index] == 0 {
      keys[index] = key
      bucketCount &+= 1
    }
    counts[index] &+= times
    if bucketCount &* 2 > keys.count { makeRoom() }
  }

  private mutating func makeRoom() {
    if bucketCount <= Self.capacity {
      resize(to: keys.count * 2)
    } else {
      while bucketCount > Self.capacity { coarsen(to: shift + 1) }
    }
  }

  private mutating func coarsen(to newShift: UInt64) {
    let step = newShift &- shift
    shift = newShift
    rebuild(size: keys.count) { $0 &>> step }
  }

  private mutating func resize(to size: Int) { rebuild(size: size) { $0 } }

  private mutating func rebuild(size: Int, _ transform: (UInt64) -> UInt64) {
    let old = zip(keys, counts)
    keys = [UInt64](repeating: 0, count: size)
    counts = [Int](repeating: 0, count: size)
    bucketCount = 0
    let mask = size &- 1
    for (oldKey, times) in old where times != 0 {
      let key = transform(oldKey)
      var index = Self.start(key) & mask
      while counts[index] != 0, keys[index] != key { index = (index &+ 1) & mask }
      if counts[index] == 0 { bucketCount &+= 1 }
      keys[index] = key
      counts[index] &+= times
    }
  }

  @inline(__always)
  private static func start(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 &>> 32) }

  // MARK: Numbers as ordered words

  /// Smaller numbers have smaller words.
  @inline(__always)
  private static func ordered(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits &>> 63 == 0 ? bits | 1 &<< 63 : ~bits
  }

  private static func number(_ ordered: UInt64) -> Double {
    let value = Double(bitPattern: ordered &>> 63 == 1 ? ordered & ~(1 &<< 63) : ~ordered)
    // A wide bucket at the end reaches beyond the finite numbers.
    guard value.isFinite else { return ordered &>> 63 == 1 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude }
    return value
  }
}

extension ValueHistogram: Hashable {
  public static func == (left: ValueHistogram, right: ValueHistogram) -> Bool {
    left.shift == right.shift && left.entries.elementsEqual(right.entries) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(shift)
    hasher.combine(count)
  }
}

extension ValueHistogram: Codable {
  private enum CodingKeys: CodingKey {
    case shift, keys, counts
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let counts = try container.decode([Int].self, forKey: .counts)
    let shift = try container.decode(UInt64.self, forKey: .shift)
    guard shift < 64, counts.count <= Self.capacity, counts.allSatisfy({ $0 > 0 && $0 < 1 &<< 52 }),
      let keys = SketchText.words(try container.decode(String.self, forKey: .keys)), keys.count == counts.count
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .keys, in: container,
        debugDescription: "a histogram has at most \(Self.capacity) buckets: 16 hexadecimal digits and a count each")
    }
    self.shift = shift
    for (key, count) in zip(keys, counts) { add(key: key, times: count) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let entries = self.entries
    try container.encode(shift, forKey: .shift)
    try container.encode(SketchText.text(ofWords: entries.map(\.key)), forKey: .keys)
    try container.encode(entries.map(\.count), forKey: .counts)
  }
}
