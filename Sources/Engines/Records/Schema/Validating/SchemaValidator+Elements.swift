extension SchemaValidator {
  mutating func checkArray(_ value: TapeValue, _ range: InstructionRange, _ region: Int) -> Bool {
    guard enter() else { return false }
    var position = range.start
    while position < range.end {
      let instruction = tables.instructions[Int(position)]
      let holds: Bool
      switch instruction.opcode {
      case .items: holds = checkItems(value, instruction, region)
      case .prefixItems: holds = checkPrefix(value, instruction, region)
      case .contains: holds = checkContains(value, tables.contains[Int(instruction.operand)], region)
      default: holds = isMet(instruction, by: value)
      }
      if !holds { return false }
      position &+= 1
    }
    return true
  }

  /// `minItems`, `maxItems`, `uniqueItems`.
  mutating func isMet(_ instruction: SchemaInstruction, by value: TapeValue) -> Bool {
    switch instruction.opcode {
    case .minItems: UInt64(value.contentCount) >= instruction.value
    case .maxItems: UInt64(value.contentCount) <= instruction.value
    default: hasUniqueElements(value)
    }
  }

  private mutating func checkItems(_ value: TapeValue, _ instruction: SchemaInstruction, _ region: Int) -> Bool {
    let end = value.contentEnd
    let first = Int(truncatingIfNeeded: instruction.value)
    let node = tables.nodes[Int(instruction.operand)].deciding
    var cursor = value.index &+ 1
    var ordinal = 0
    while cursor < end {
      if ordinal < first {
        cursor = value.tape.next(after: cursor)
      } else {
        cursor = checkNext(value.at(cursor), node)
        if cursor < 0 { return false }
      }
      ordinal &+= 1
    }
    if region >= 0, first < ordinal { marks.set(first..<ordinal, in: region) }
    return true
  }

  private mutating func checkPrefix(_ value: TapeValue, _ instruction: SchemaInstruction, _ region: Int) -> Bool {
    let end = value.contentEnd
    let count = Int(truncatingIfNeeded: instruction.value)
    var cursor = value.index &+ 1
    var ordinal = 0
    while cursor < end, ordinal < count {
      guard check(value.at(cursor), tables.lists[Int(instruction.operand) &+ ordinal]) else { return false }
      cursor = value.tape.next(after: cursor)
      ordinal &+= 1
    }
    if region >= 0 { marks.set(0..<ordinal, in: region) }
    return true
  }

  private mutating func checkContains(_ value: TapeValue, _ contains: SchemaContains, _ region: Int) -> Bool {
    let isAsked = region >= 0 && contains.evaluates
    let end = value.contentEnd
    var cursor = value.index &+ 1
    var ordinal = 0
    var found: UInt64 = 0
    quiet &+= 1
    defer { quiet &-= 1 }
    while cursor < end {
      if !isAsked, contains.maximum == .max, found >= contains.minimum { return true }
      if check(value.at(cursor), contains.node) {
        found &+= 1
        if found > contains.maximum { return false }
        if isAsked { marks.set(ordinal, in: region) }
      }
      cursor = value.tape.next(after: cursor)
      ordinal &+= 1
    }
    return found >= contains.minimum
  }

  /// How many elements match; for messages.
  mutating func countMatches(_ value: TapeValue, _ node: Int32) -> UInt64 {
    var found: UInt64 = 0
    quiet &+= 1
    defer { quiet &-= 1 }
    for element in value.elements where check(element, node) { found &+= 1 }
    return found
  }
}
