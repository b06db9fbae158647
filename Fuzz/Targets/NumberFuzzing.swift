import BigInt

@testable import DataRecords

/// Two literals, a line each: order, multiples and texts of numbers are those of arithmetic.
enum NumberFuzzing: FuzzTarget {
  static let name = "number"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let (first, second) = bytes.splitAtNewline
    guard let left = ExactNumber(json: first.bindMemory(to: UInt8.self)),
      let right = ExactNumber(json: second.bindMemory(to: UInt8.self))
    else { return }
    for number in [left, right] {
      try hold(ExactNumber(json: number.description) == number, "a number is not written as itself")
      let value = JSONValue(number)
      try hold(value.exactNumber == number, "a value holds another number")
      try hold(value == .decimal(number) && value.hashValue == JSONValue.decimal(number).hashValue, "cases differ")
      if let double = number.double { try hold(ExactNumber(double) == number, "a double stands for another number") }
      if let integer = number.int64 { try hold(ExactNumber(integer) == number, "an integer is another number") }
      if let integer = number.uint64 { try hold(ExactNumber(integer) == number, "an integer is another number") }
    }
    try hold(!(left < right && right < left), "each of two numbers is less than the other")
    try hold((left == right) == (!(left < right) && !(right < left)), "neither equal nor in any order")
    let isMultiple = left.isMultiple(of: right)
    guard let whole = integers(left, right) else { return }
    try hold((left < right) == (whole.left < whole.right), "the order is wrong")
    try hold(
      isMultiple == (whole.right.isZero ? whole.left.isZero : whole.left % whole.right == 0), "multiples are wrong")
  }

  /// Both numbers, shifted until they are integers; nil when that makes them long.
  private static func integers(_ left: ExactNumber, _ right: ExactNumber) -> (left: BigInt, right: BigInt)? {
    let shift = min(left.exponent, right.exponent)
    guard max(left.exponent, right.exponent) - shift < 400, left.digits.count + right.digits.count < 400 else {
      return nil
    }
    return (integer(left, shift), integer(right, shift))
  }

  private static func integer(_ number: ExactNumber, _ shift: Int) -> BigInt {
    let digits = number.digits.reduce(BigInt(0)) { $0 * 10 + BigInt($1) }
    return digits * BigInt(10).power(number.isZero ? 0 : number.exponent - shift) * (number.isNegative ? -1 : 1)
  }
}
