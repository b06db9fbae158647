/// Exact comparison of numbers, without rounding an integer; a double counts as the shortest decimal that reads back as
/// it.
enum NumberOrder {
  /// Below it, a double that is whole is the integer that its shortest decimal says.
  static var wholeLimit: Double { 0x1p53 }

  /// Negative, zero or positive as the number on the tape is less than, equal to or greater than the limit; nil where
  /// only exact numbers can tell.
  @inline(__always)
  static func compare(_ value: TapeValue, with instruction: SchemaInstruction) -> Int? {
    let bits = value.tape[value.index + 1]
    switch (instruction.operand, value.tag) {
    case (LimitForm.integer, Tag.signed):
      return order(Int64(bitPattern: bits), Int64(bitPattern: instruction.value))
    // Only what does not fit 63 bits is written as unsigned.
    case (LimitForm.integer, Tag.unsigned): return 1
    case (LimitForm.integer, Tag.double):
      return compare(Int64(bitPattern: instruction.value), with: Double(bitPattern: bits)).map { -$0 }
    case (LimitForm.double, Tag.signed):
      return compare(Int64(bitPattern: bits), with: Double(bitPattern: instruction.value))
    case (LimitForm.double, Tag.double):
      return order(Double(bitPattern: bits), Double(bitPattern: instruction.value))
    default: return nil
    }
  }

  /// Nil for a double that is so large that it may not be the integer that its shortest decimal says.
  static func compare(_ left: Int64, with right: Double) -> Int? {
    guard right.magnitude < wholeLimit else {
      if right.magnitude < 0x1p64 { return nil }
      return right > 0 ? -1 : 1
    }
    // An integer beyond 2^53 may be rounded, but not to the other side of a smaller double.
    return order(Double(left), right)
  }

  static func order(_ left: ExactNumber, _ right: ExactNumber) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  @inline(__always)
  private static func order(_ left: Int64, _ right: Int64) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  @inline(__always)
  private static func order(_ left: Double, _ right: Double) -> Int { left < right ? -1 : left == right ? 0 : 1 }
}
