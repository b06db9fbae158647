import CSimdJSON

extension SchemaValidator {
  /// `enum`, `const` and false.
  mutating func checkAny(_ value: TapeValue, _ range: InstructionRange) -> Bool {
    var position = range.start
    while position < range.end {
      let instruction = tables.instructions[Int(position)]
      guard instruction.opcode == .enumeration, isListed(value, Int(instruction.operand)) else { return false }
      position &+= 1
    }
    return true
  }

  mutating func isListed(_ value: TapeValue, _ index: Int) -> Bool {
    let enumeration = tables.enumerations + index
    switch value.tag {
    case Tag.string:
      let bytes = value.stringBytes
      return bytes.baseAddress.map { enumeration.pointee.strings.slot($0, bytes.count) >= 0 } ?? false
    case Tag.null: return enumeration.pointee.allowsNull
    case Tag.true: return enumeration.pointee.allowsTrue
    case Tag.false: return enumeration.pointee.allowsFalse
    case Tag.signed:
      let integer = Int64(bitPattern: value.tape[value.index &+ 1])
      for position in 0..<enumeration.pointee.integerCount where enumeration.pointee.integers[position] == integer {
        return true
      }
    default: break
    }
    guard enumeration.pointee.hasOthers else { return false }
    if value.holdsDouble { sawDouble = true }
    return program.enumeratedOthers[index].contains { value.equals($0) }
  }

  /// `minLength` and `maxLength`.
  @inline(__always)
  mutating func hasLength(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>) -> Bool {
    let count = UInt32(truncatingIfNeeded: value.stringBytes.count)
    return count >= node.pointee.surelyLongEnough && count <= node.pointee.surelyShortEnough
      || checkString(value, node.pointee.length)
  }

  @inline(never)
  mutating func checkString(_ value: TapeValue, _ range: InstructionRange) -> Bool {
    let bytes = value.stringBytes
    var position = range.start
    while position < range.end {
      if !isMet(tables.instructions[Int(position)], by: bytes) { return false }
      position &+= 1
    }
    return true
  }

  @inline(__always)
  mutating func isMet(_ instruction: SchemaInstruction, by bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    switch instruction.opcode {
    case .minLength:
      return UInt64(bytes.count) >= instruction.value
        && UInt64(bytes_scalar_count(base, bytes.count)) >= instruction.value
    case .maxLength:
      return UInt64(bytes.count) <= instruction.value
        || UInt64(bytes_scalar_count(base, bytes.count)) <= instruction.value
    case .pattern: return matches(instruction.operand, bytes)
    default: return tables.formats[Int(instruction.operand)].matches(base, bytes.count)
    }
  }

  @inline(never)
  mutating func checkNumber(_ value: TapeValue, _ range: InstructionRange) -> Bool {
    if value.tag == Tag.double { sawDouble = true }
    var position = range.start
    while position < range.end {
      if !isMet(tables.instructions[Int(position)], byNumber: value) { return false }
      position &+= 1
    }
    return true
  }

  @inline(__always)
  func isMet(_ instruction: SchemaInstruction, byNumber value: TapeValue) -> Bool {
    switch instruction.opcode {
    case .minimum: order(value, instruction) >= 0
    case .maximum: order(value, instruction) <= 0
    case .exclusiveMinimum: order(value, instruction) > 0
    case .exclusiveMaximum: order(value, instruction) < 0
    default: isMultiple(value, instruction)
    }
  }

  @inline(__always)
  private func order(_ value: TapeValue, _ instruction: SchemaInstruction) -> Int {
    NumberOrder.compare(value, with: instruction) ?? exactOrder(value, instruction)
  }

  @inline(never)
  private func exactOrder(_ value: TapeValue, _ instruction: SchemaInstruction) -> Int {
    let limit =
      switch instruction.operand {
      case LimitForm.integer: ExactNumber(Int64(bitPattern: instruction.value))
      case LimitForm.double: ExactNumber(Double(bitPattern: instruction.value))
      default: program.exactNumbers[Int(instruction.value)]
      }
    guard let limit, let number = value.exactNumber else { return 0 }
    return NumberOrder.order(number, limit)
  }

  @inline(never)
  private func isMultiple(_ value: TapeValue, _ instruction: SchemaInstruction) -> Bool {
    let bits = value.tape[value.index &+ 1]
    switch (instruction.opcode, value.tag) {
    case (.multipleOf, Tag.signed): return Int64(bitPattern: bits).magnitude % instruction.value == 0
    case (.multipleOf, Tag.unsigned): return bits % instruction.value == 0
    case (.multipleOf, Tag.double):
      let number = Double(bitPattern: bits)
      if number.magnitude < NumberOrder.wholeLimit {
        return number.truncatingRemainder(dividingBy: Double(instruction.value)) == 0
      }
    case (.multipleOfDecimal, Tag.signed), (.multipleOfDecimal, Tag.double):
      let divides = tables.decimalSteps[Int(instruction.operand)].divides(value.double ?? 0)
      if let divides { return divides }
    default: break
    }
    let step =
      instruction.opcode == .multipleOf
      ? ExactNumber(instruction.value) : program.exactNumbers[Int(instruction.value)]
    return value.exactNumber?.isMultiple(of: step) ?? false
  }
}
