/// How many different values there are: exact up to 512, from then on an estimate.
///
/// The estimate is that of a HyperLogLog of 4,096 registers (P. Flajolet and others, 2007) with the estimator of O. Ertl
/// (2017): its standard error is 1.04 / √4096 = 1.63 % at any size. Beside it a sample of 256 to 512 of the values tells
/// how many come only once. Sketches of parts add up to exactly the sketch of the whole.
///
/// A value that is not to be recognised from its hash is only counted by the registers, which keep six bits of 4,096
/// different hashes and nothing else.
public struct DistinctSketch: Sendable, Hashable {
  /// Of the estimate, as a share.
  public static let standardError = 0.01625

  private static let registerBits: UInt64 = 12
  private static let registerCount = 4_096

  /// Empty as long as the sample holds everything.
  private(set) var registers: [UInt8] = []
  private(set) var sample = HashSample()

  /// Values that are not in the sample on purpose.
  private var unsampled = 0

  /// A sketch of nothing.
  public init() {}

  @inline(__always)
  mutating func add(_ hash: UInt64, isSampled: Bool) {
    if isSampled {
      sample.add(hash)
      if sample.isOverfull { thin() }
    } else {
      unsampled &+= 1
      beginRegisters()
    }
    if !registers.isEmpty { register(hash) }
  }

  /// Adds what another part has seen.
  mutating func add(_ other: DistinctSketch) {
    if !other.registers.isEmpty { beginRegisters() }
    if !registers.isEmpty {
      for entry in other.sample.entries { register(entry.hash) }
      for (index, rank) in other.registers.enumerated() { registers[index] = max(registers[index], rank) }
    }
    sample.add(other.sample)
    unsampled += other.unsampled
    if sample.isOverfull { thin() }
  }

  /// Whether ``count`` is no estimate.
  public var isExact: Bool { registers.isEmpty }

  /// How many different values were seen, to the nearest one.
  public var count: Int { isExact ? sample.count : Int(estimate.rounded()) }

  /// The share of the different values that came only once, of those that may be told apart; nil if there are none.
  ///
  /// Exact where ``isExact``; otherwise with a standard error of at most 1 / (2 · √256) = 3.1 %. When it is 1, the share of
  /// repeated values is below 1.2 % with 95 % confidence.
  public var singleShare: Double? {
    unsampled > 0 || sample.count == 0 ? nil : Double(sample.singles) / Double(sample.count)
  }

  // MARK: Registers

  @inline(__always)
  private mutating func register(_ hash: UInt64) {
    let index = Int(truncatingIfNeeded: hash &>> (64 &- Self.registerBits))
    let rest = hash &<< Self.registerBits | (1 &<< (Self.registerBits &- 1))
    let rank = UInt8(truncatingIfNeeded: rest.leadingZeroBitCount &+ 1)
    if registers[index] < rank { registers[index] = rank }
  }

  /// The registers must know the values before the sample loses some.
  private mutating func thin() {
    beginRegisters()
    sample.thin()
  }

  private mutating func beginRegisters() {
    guard registers.isEmpty else { return }
    registers = [UInt8](repeating: 0, count: Self.registerCount)
    for entry in sample.entries { register(entry.hash) }
  }

  /// Ertl's improved raw estimator; needs no tables of corrections and holds for small and large numbers.
  private var estimate: Double {
    let highest = 64 - Int(Self.registerBits) + 1
    var histogram = [Int](repeating: 0, count: highest + 1)
    for rank in registers { histogram[min(Int(rank), highest)] += 1 }
    let m = Double(Self.registerCount)
    var z = m * Self.tau(1 - Double(histogram[highest]) / m)
    for rank in stride(from: highest - 1, through: 1, by: -1) { z = 0.5 * (z + Double(histogram[rank])) }
    z += m * Self.sigma(Double(histogram[0]) / m)
    // 1 / (2 ln 2)
    return 0.721_347_520_444_481_7 * m * m / z
  }

  private static func sigma(_ x: Double) -> Double {
    guard x < 1 else { return .infinity }
    var (power, y, sum) = (x, 1.0, x)
    while true {
      power *= power
      let previous = sum
      sum += power * y
      y += y
      if sum == previous { return sum }
    }
  }

  private static func tau(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return 0 }
    var (root, y, sum) = (x, 1.0, 1 - x)
    while true {
      root = root.squareRoot()
      let previous = sum
      y *= 0.5
      sum -= (1 - root) * (1 - root) * y
      if sum == previous { return sum / 3 }
    }
  }
}

extension DistinctSketch: Codable {
  private enum CodingKeys: String, CodingKey {
    case estimate
    case isExact = "is_exact"
    case singleShare = "single_share"
    case unsampled, sample, registers
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sample = try container.decode(HashSample.self, forKey: .sample)
    unsampled = try container.decode(Int.self, forKey: .unsampled)
    let text = try container.decodeIfPresent(String.self, forKey: .registers)
    registers = text.flatMap(SketchText.small) ?? []
    guard text == nil || registers.count == Self.registerCount else {
      throw DecodingError.dataCorruptedError(
        forKey: .registers, in: container, debugDescription: "the registers are \(Self.registerCount) characters")
    }
  }

  /// The estimate is written for those who read the profile; it is not read again.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .estimate)
    try container.encode(isExact, forKey: .isExact)
    try container.encodeIfPresent(singleShare, forKey: .singleShare)
    try container.encode(unsampled, forKey: .unsampled)
    try container.encode(sample, forKey: .sample)
    if !registers.isEmpty { try container.encode(SketchText.text(ofSmall: registers), forKey: .registers) }
  }
}
