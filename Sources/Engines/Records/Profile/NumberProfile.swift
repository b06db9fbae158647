/// How large numbers are: the smallest and largest exactly, the others by a histogram of their nearest doubles.
public struct NumberProfile: Sendable, Hashable {
  private var smallestInteger = Int64.max
  private var largestInteger = Int64.min
  private var smallestFraction = Double.infinity
  private var largestFraction = -Double.infinity

  /// Of numbers that neither 64 signed bits nor a double hold.
  private var smallestLong: ExactNumber?
  private var largestLong: ExactNumber?

  /// Of all numbers, times 2^-64, so that it stays finite whatever is added.
  private var scaledSum = 0.0

  /// How the nearest doubles are spread.
  public private(set) var histogram = ValueHistogram()

  /// Of nothing.
  public init() {}

  /// How many numbers there are.
  public var count: Int { histogram.count }

  /// Nil if there are no numbers; that of parts added in another order may differ in the last digits.
  public var mean: Double? { count == 0 ? nil : scaledSum / Double(count) * 0x1p64 }

  /// Nil if there are no numbers.
  public var minimum: JSONValue? { extremes(smallestInteger, smallestFraction, smallestLong).min().map(JSONValue.init) }

  /// Nil if there are no numbers.
  public var maximum: JSONValue? { extremes(largestInteger, largestFraction, largestLong).max().map(JSONValue.init) }

  private func extremes(_ integer: Int64, _ fraction: Double, _ long: ExactNumber?) -> [ExactNumber] {
    let integers = smallestInteger <= largestInteger ? [ExactNumber(integer)] : []
    return integers + [ExactNumber(fraction), long].compactMap(\.self)
  }

  @inline(__always)
  mutating func add(_ value: Int64) {
    smallestInteger = min(smallestInteger, value)
    largestInteger = max(largestInteger, value)
    count(Double(value))
  }

  @inline(__always)
  mutating func add(_ value: Double) {
    smallestFraction = min(smallestFraction, value)
    largestFraction = max(largestFraction, value)
    count(value)
  }

  /// Adds a number that neither 64 signed bits nor a double hold.
  mutating func add(_ value: ExactNumber) {
    smallestLong = min(smallestLong ?? value, value)
    largestLong = max(largestLong ?? value, value)
    let nearest = value.nearestDouble
    count(min(max(nearest, -.greatestFiniteMagnitude), .greatestFiniteMagnitude))
  }

  private mutating func count(_ value: Double) {
    scaledSum += value * 0x1p-64
    histogram.add(value)
  }

  mutating func add(_ other: NumberProfile) {
    smallestInteger = min(smallestInteger, other.smallestInteger)
    largestInteger = max(largestInteger, other.largestInteger)
    smallestFraction = min(smallestFraction, other.smallestFraction)
    largestFraction = max(largestFraction, other.largestFraction)
    if let low = other.smallestLong { smallestLong = min(smallestLong ?? low, low) }
    if let high = other.largestLong { largestLong = max(largestLong ?? high, high) }
    scaledSum += other.scaledSum
    histogram.add(other.histogram)
  }
}

extension NumberProfile: Codable {
  private enum CodingKeys: String, CodingKey {
    case smallestInteger = "smallest_integer"
    case largestInteger = "largest_integer"
    case smallestFraction = "smallest_fraction"
    case largestFraction = "largest_fraction"
    case smallestLong = "smallest_long"
    case largestLong = "largest_long"
    case scaledSum = "scaled_sum"
    case mean, histogram
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    smallestInteger = try container.decodeIfPresent(Int64.self, forKey: .smallestInteger) ?? .max
    largestInteger = try container.decodeIfPresent(Int64.self, forKey: .largestInteger) ?? .min
    smallestFraction = try container.decodeIfPresent(Double.self, forKey: .smallestFraction) ?? .infinity
    largestFraction = try container.decodeIfPresent(Double.self, forKey: .largestFraction) ?? -.infinity
    smallestLong = try container.decodeIfPresent(String.self, forKey: .smallestLong).flatMap { ExactNumber(json: $0) }
    largestLong = try container.decodeIfPresent(String.self, forKey: .largestLong).flatMap { ExactNumber(json: $0) }
    scaledSum = try container.decode(Double.self, forKey: .scaledSum)
    histogram = try container.decode(ValueHistogram.self, forKey: .histogram)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if smallestInteger <= largestInteger {
      try container.encode(smallestInteger, forKey: .smallestInteger)
      try container.encode(largestInteger, forKey: .largestInteger)
    }
    if smallestFraction <= largestFraction {
      try container.encode(smallestFraction, forKey: .smallestFraction)
      try container.encode(largestFraction, forKey: .largestFraction)
    }
    try container.encodeIfPresent(smallestLong?.description, forKey: .smallestLong)
    try container.encodeIfPresent(largestLong?.description, forKey: .largestLong)
    try container.encodeIfPresent(mean, forKey: .mean)
    try container.encode(scaledSum, forKey: .scaledSum)
    try container.encode(histogram, forKey: .histogram)
  }
}
