/// How long strings are, in Unicode scalars, or arrays, in elements.
public struct LengthProfile: Sendable, Hashable, Codable {
  /// Nil if nothing was measured.
  public private(set) var minimum: Int?

  /// Nil if nothing was measured.
  public private(set) var maximum: Int?

  /// Of all lengths.
  public private(set) var sum = 0

  /// How the lengths are spread.
  public private(set) var histogram = ValueHistogram()

  /// Of nothing.
  public init() {}

  /// How many lengths were measured.
  public var count: Int { histogram.count }

  /// Nil if nothing was measured.
  public var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  @inline(__always)
  mutating func add(_ length: Int) {
    minimum = min(minimum ?? length, length)
    maximum = max(maximum ?? length, length)
    sum &+= length
    histogram.add(Double(length))
  }

  mutating func add(_ other: LengthProfile) {
    if let low = other.minimum { minimum = min(minimum ?? low, low) }
    if let high = other.maximum { maximum = max(maximum ?? high, high) }
    sum &+= other.sum
    histogram.add(other.histogram)
  }
}
