import BigInt

extension ExactNumber {
  /// Whether dividing by `divisor` leaves an integer, exactly; zero is the only multiple of zero.
  ///
  /// - Complexity: quadratic in the digits of the divisor, whatever the exponents are.
  public func isMultiple(of divisor: ExactNumber) -> Bool {
    if isZero || divisor.isZero { return isZero }
    // Of a·10^shift / b. Without needless zeros, a is no multiple of 10, so that shift must not be negative.
    let shift = exponent &- divisor.exponent
    guard shift >= 0 else { return false }
    if let small = Self.word(divisor.digits) { return isMultiple(of: small, shiftedBy: shift) }
    return isMultiple(of: Self.integer(divisor.digits), shiftedBy: shift)
  }

  private func isMultiple(of divisor: UInt64, shiftedBy shift: Int) -> Bool {
    guard divisor > 1 else { return true }
    var rest: UInt64 = 0
    for digit in digits { rest = Self.rest(rest, timesTenPlus: UInt64(digit), dividedBy: divisor) }
    // A divisor of 64 bits holds no more than 64 times the factors 2 and 5.
    for _ in 0..<min(shift, 64) where rest != 0 { rest = Self.rest(rest, timesTenPlus: 0, dividedBy: divisor) }
    return rest == 0
  }

  private func isMultiple(of divisor: BigUInt, shiftedBy shift: Int) -> Bool {
    // Factors 2 and 5 may come from the power of ten, all others must come from the digits.
    let value = Self.integer(digits)
    let twos = divisor.trailingZeroBitCount
    guard value.trailingZeroBitCount &+ shift >= twos else { return false }
    let (others, fives) = Self.dividedByFives(divisor >> twos, atMost: divisor.bitWidth)
    guard shift >= fives || Self.dividedByFives(value, atMost: fives &- shift).count == fives &- shift else {
      return false
    }
    return (value % others).isZero
  }

  private static func dividedByFives(_ value: BigUInt, atMost most: Int) -> (rest: BigUInt, count: Int) {
    var (rest, count) = (value, 0)
    while count < most {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 5)
      guard remainder.isZero else { break }
      (rest, count) = (quotient, count &+ 1)
    }
    return (rest, count)
  }

  private static func rest(_ rest: UInt64, timesTenPlus digit: UInt64, dividedBy divisor: UInt64) -> UInt64 {
    var (high, low) = rest.multipliedFullWidth(by: 10)
    let (sum, carries) = low.addingReportingOverflow(digit)
    low = sum
    if carries { high &+= 1 }
    return divisor.dividingFullWidth((high % divisor, low)).remainder
  }

  /// At most 19 digits, which 64 bits hold.
  private static func word(_ digits: [UInt8]) -> UInt64? {
    guard digits.count <= 19 else { return nil }
    return digits.reduce(0) { $0 &* 10 &+ UInt64($1) }
  }

  private static func integer(_ digits: [UInt8]) -> BigUInt {
    var value = BigUInt(0)
    var start = 0
    while start < digits.count {
      let part = digits[start..<min(start &+ 18, digits.count)]
      let scale = part.reduce(UInt64(1)) { power, _ in power &* 10 }
      value.multiply(byWord: UInt(scale))
      value += BigUInt(part.reduce(UInt64(0)) { $0 &* 10 &+ UInt64($1) })
      start &+= part.count
    }
    return value
  }
}
