/// A decimal number of any size, exact: what a JSON number literal says (RFC 8259, section 6).
///
/// Numbers are equal when they are the same number, however they were written: 3, 3.0 and 30e-1. Comparing costs time
/// in the number of digits; exponents are never expanded.
public struct ExactNumber: Sendable, Hashable {
  /// The most significant digits a number may have.
  public static let maximumDigits = 10_000

  /// The greatest power of ten, up or down, that a digit of a number may stand for.
  public static let maximumExponent = 2_000_000_000

  /// Whether it is below zero; zero has no sign.
  public let isNegative: Bool

  /// The significant digits, 0 to 9 each: neither the first nor the last one is 0, and zero has none.
  let digits: [UInt8]

  /// The power of ten that the last digit counts; 0 for zero.
  let exponent: Int

  /// Removes needless zeros from both ends.
  ///
  /// - Requires: `digits` are 0 to 9 each; `exponent` is far from the ends of `Int`.
  /// - Returns: nil beyond ``maximumDigits`` or ``maximumExponent``.
  init?(isNegative: Bool, digits: some BidirectionalCollection<UInt8>, exponent: Int) {
    guard let first = digits.firstIndex(where: { $0 != 0 }), let last = digits.lastIndex(where: { $0 != 0 }) else {
      (self.isNegative, self.digits, self.exponent) = (false, [], 0)
      return
    }
    let significant = digits[first...last]
    let lowest = exponent &+ digits.distance(from: last, to: digits.endIndex) &- 1
    let highest = lowest &+ significant.count &- 1
    guard significant.count <= Self.maximumDigits, lowest >= -Self.maximumExponent, highest <= Self.maximumExponent
    else { return nil }
    self.isNegative = isNegative
    self.digits = Array(significant)
    self.exponent = lowest
  }

  /// An integer of few digits, which no limit refuses.
  init(isNegative: Bool, integer digits: some BidirectionalCollection<UInt8>) {
    let trailing = digits.reversed().prefix { $0 == 0 }.count
    self.digits = trailing == digits.count ? [] : Array(digits.dropLast(trailing))
    self.exponent = self.digits.isEmpty ? 0 : trailing
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  /// Whether it is 0, however that was written.
  public var isZero: Bool { digits.isEmpty }

  /// Whether it has no fractional part; 3.0 has none.
  public var isInteger: Bool { exponent >= 0 }

  /// How many digits stand before the decimal point; negative when zeros follow the point.
  var order: Int { digits.count &+ exponent }
}

extension ExactNumber: Comparable {
  /// - Complexity: linear in the digits of the shorter number, and only where both have the same order of magnitude.
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
  }

  private func isCloserToZero(than other: ExactNumber) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    guard order == other.order else { return order < other.order }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension ExactNumber: CustomStringConvertible {
  /// A JSON number literal that reads back as the same number; very large and very small ones have an exponent.
  public var description: String {
    guard let first = digits.first else { return "0" }
    let sign = isNegative ? "-" : ""
    if exponent >= 0, exponent <= 20 { return sign + Self.text(digits) + Self.zeros(exponent) }
    if exponent < 0, order > 0 {
      return sign + Self.text(digits.prefix(order)) + "." + Self.text(digits.dropFirst(order))
    }
    if exponent < 0, order > -6 { return sign + "0." + Self.zeros(-order) + Self.text(digits) }
    let fraction = digits.count > 1 ? "." + Self.text(digits.dropFirst()) : ""
    return "\(sign)\(first)\(fraction)e\(order &- 1)"
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 &+ UInt8(ascii: "0") }, as: UTF8.self)
  }

  private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
