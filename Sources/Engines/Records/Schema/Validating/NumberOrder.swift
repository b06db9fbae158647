/// Exact comparison of integers and doubles, without rounding an integer.
enum NumberOrder {
  /// Negative, zero or positive as the number on the tape is less than, equal to or greater than the limit.
  @inline(__always)
  static func compare(_ value: TapeValue, with instruction: SchemaInstruction) -> Int {
    let bits = value.tape[value.index + 1]
    if instruction.operand == LimitForm.integer {
      let limit = Int64(bitPattern: instruction.value)
      switch value.tag {
      case Tag.signed: return order(Int64(bitPattern: bits), limit)
      case Tag.unsigned: return 1  // Only what does not fit 63 bits is written as unsigned.
      default: return -compare(limit, with: Double(bitPattern: bits))
      }
    }
    let limit = Double(bitPattern: instruction.value)
    switch value.tag {
    case Tag.signed: return compare(Int64(bitPattern: bits), with: limit)
    case Tag.unsigned: return compare(bits, with: limit)
    default: return order(Double(bitPattern: bits), limit)
    }
  }

  /// The order of two numbers of a tape.
  static func compare(_ left: TapeValue, _ right: TapeValue) -> Int {
    let bits = right.tape[right.index + 1]
    switch right.tag {
    case Tag.signed:
      return compare(left, with: .init(opcode: .minimum, operand: LimitForm.integer, value: bits))
    case Tag.unsigned: return left.tag == Tag.unsigned ? order(left.tape[left.index + 1], bits) : -compare(right, left)
    default: return compare(left, with: .init(opcode: .minimum, operand: LimitForm.double, value: bits))
    }
  }

  static func compare(_ left: Int64, with right: Double) -> Int {
    if right >= 0x1p63 { return -1 }
    if right < -0x1p63 { return 1 }
    let whole = Int64(right.rounded(.down))
    return left == whole ? (right > Double(whole) ? -1 : 0) : order(left, whole)
  }

  static func compare(_ left: UInt64, with right: Double) -> Int {
    if right >= 0x1p64 { return -1 }
    if right < 0 { return 1 }
    let whole = UInt64(right.rounded(.down))
    return left == whole ? (right > Double(whole) ? -1 : 0) : order(left, whole)
  }

  @inline(__always)
  private static func order(_ left: Int64, _ right: Int64) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  @inline(__always)
  private static func order(_ left: UInt64, _ right: UInt64) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  @inline(__always)
  private static func order(_ left: Double, _ right: Double) -> Int { left < right ? -1 : left == right ? 0 : 1 }
}
