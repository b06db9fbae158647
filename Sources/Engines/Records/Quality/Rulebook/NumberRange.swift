/// Numbers between limits, compared exactly.
struct NumberRange: BitwiseCopyable {
  var lower: NumberLimit?
  var upper: NumberLimit?

  @inline(__always)
  func contains(_ value: TapeValue) -> Bool {
    guard value.tag == Tag.signed || value.tag == Tag.double || value.tag == Tag.unsigned || value.tag == Tag.big else {
      return false
    }
    if let lower {
      let order = lower.compare(value)
      if order < 0 || (order == 0 && lower.isOpen) { return false }
    }
    if let upper {
      let order = upper.compare(value)
      if order > 0 || (order == 0 && upper.isOpen) { return false }
    }
    return true
  }
}

/// The end of a range of numbers.
struct NumberLimit: BitwiseCopyable {
  private enum Number: BitwiseCopyable {
    case integer(Int64)
    case double(Double)
  }

  private let number: Number

  /// Whether the limit itself is outside.
  let isOpen: Bool

  /// Nil for what is no number.
  init?(_ value: JSONValue, isOpen: Bool) {
    switch value {
    case .integer(let integer): number = .integer(integer)
    case .number(let double): number = .double(double)
    default: return nil
    }
    self.isOpen = isOpen
  }

  /// Negative, zero or positive as the number on the tape is less than, equal to or greater than the limit.
  @inline(__always)
  func compare(_ value: TapeValue) -> Int {
    let bits = value.tape[value.index &+ 1]
    switch value.tag {
    case Tag.signed: return compare(.integer(Int64(bitPattern: bits)))
    case Tag.double: return compare(.double(Double(bitPattern: bits)))
    default: return value.exactNumber.map { NumberOrder.order($0, exact(number)) } ?? 0
    }
  }

  @inline(__always)
  private func compare(_ other: Number) -> Int {
    let order: Int? =
      switch (other, number) {
      case (.integer(let value), .integer(let limit)): value < limit ? -1 : value == limit ? 0 : 1
      case (.integer(let value), .double(let limit)): NumberOrder.compare(value, with: limit)
      case (.double(let value), .integer(let limit)): NumberOrder.compare(limit, with: value).map { -$0 }
      case (.double(let value), .double(let limit)): value < limit ? -1 : value == limit ? 0 : 1
      }
    return order ?? NumberOrder.order(exact(other), exact(number))
  }

  private func exact(_ number: Number) -> ExactNumber {
    switch number {
    case .integer(let value): ExactNumber(value)
    case .double(let value): ExactNumber(value) ?? ExactNumber(0 as Int64)
    }
  }
}
