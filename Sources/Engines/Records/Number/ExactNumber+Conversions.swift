extension ExactNumber {
  /// The integer, exactly.
  public init(_ value: Int64) { self.init(isNegative: value < 0, magnitude: value.magnitude) }

  /// The integer, exactly.
  public init(_ value: UInt64) { self.init(isNegative: false, magnitude: value) }

  /// The shortest decimal number that reads back as the same double: 0.1 is one tenth.
  ///
  /// - Returns: nil for infinities and NaN.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(json: value.description)
  }

  /// The same number as a 64-bit integer, if it is one.
  public var int64: Int64? {
    guard let magnitude else { return nil }
    if !isNegative { return Int64(exactly: magnitude) }
    return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
  }

  /// The same number as an unsigned 64-bit integer, if it is one.
  public var uint64: UInt64? { isNegative ? nil : magnitude }

  /// The nearest double; infinite beyond the range of doubles.
  public var nearestDouble: Double { Double(description) ?? .nan }

  /// The double that stands for exactly this number, if there is one: the number is the shortest decimal that reads
  /// back as that double.
  public var double: Double? {
    // Seventeen digits tell all doubles apart, so the shortest decimal never has more.
    guard digits.count <= 17 else { return nil }
    let nearest = nearestDouble
    return ExactNumber(nearest) == self ? nearest : nil
  }

  private init(isNegative: Bool, magnitude: UInt64) {
    var digits: [UInt8] = []
    var rest = magnitude
    while rest > 0 {
      digits.append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    self.init(isNegative: isNegative, integer: digits.reversed())
  }

  /// The distance from zero, if it is an integer of at most 64 bits.
  private var magnitude: UInt64? {
    guard exponent >= 0, order <= 20 else { return nil }
    var value: UInt64 = 0
    for position in 0..<order {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeNow) = product.addingReportingOverflow(
        position < digits.count ? UInt64(digits[position]) : 0)
      guard !isTooLarge, !isTooLargeNow else { return nil }
      value = sum
    }
    return value
  }
}
