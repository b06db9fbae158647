extension SchemaValidator {
  /// Applies a schema to a value that others are applied to as well.
  mutating func apply(_ value: TapeValue, _ node: Int32, _ region: Int) -> Bool {
    guard step() else { return false }
    return region < 0 ? check(value, node) : checkSlowly(value, node, region)
  }

  /// Applies a schema that may fail without harm; only if it does not, what it evaluates counts.
  private mutating func attempt(_ value: TapeValue, _ node: Int32, _ region: Int) -> Bool {
    guard region >= 0 else { return apply(value, node, -1) }
    let count = value.tag == Tag.object || value.tag == Tag.array ? value.contentCount : 0
    let own = marks.push(bits: count)
    defer { marks.pop(to: own) }
    guard apply(value, node, own) else { return false }
    marks.merge(own, into: region, bits: count)
    return true
  }

  /// References, `allOf`, `anyOf`, `oneOf`, `not` and `if`.
  mutating func checkInPlace(_ value: TapeValue, _ range: InstructionRange, _ region: Int) -> Bool {
    guard enter() else { return false }
    // Scalars have nothing to mark.
    let region = value.tag == Tag.object || value.tag == Tag.array ? region : -1
    var position = range.start
    while position < range.end {
      let instruction = tables.instructions[Int(position)]
      switch instruction.opcode {
      case .reference, .dynamicReference:
        let node =
          instruction.opcode == .reference ? instruction.operand : dynamicTarget(instruction.operand)
        quiet &+= Int(truncatingIfNeeded: instruction.value)
        let holds = apply(value, node, region)
        quiet &-= Int(truncatingIfNeeded: instruction.value)
        if !holds { return false }
      default:
        quiet &+= 1
        let holds = checkBranches(value, instruction, region)
        quiet &-= 1
        if !holds { return false }
      }
      position &+= 1
    }
    return true
  }

  private mutating func checkBranches(
    _ value: TapeValue, _ instruction: SchemaInstruction, _ region: Int
  ) -> Bool {
    let list = tables.lists + Int(instruction.operand)
    let count = Int(truncatingIfNeeded: instruction.value)
    switch instruction.opcode {
    case .allOf:
      for branch in 0..<count where !apply(value, list[branch], region) { return false }
      return true
    case .anyOf:
      var isMatched = false
      for branch in 0..<count where attempt(value, list[branch], region) {
        // Every branch that matches evaluates something.
        if region < 0 { return true }
        isMatched = true
      }
      return isMatched
    case .oneOf:
      var matched = 0
      for branch in 0..<count where attempt(value, list[branch], region) {
        matched &+= 1
        if matched > 1 { return false }
      }
      return matched == 1
    case .not: return !apply(value, instruction.operand, -1)
    default:
      let branch = attempt(value, list[0], region) ? list[1] : list[2]
      return branch < 0 || apply(value, branch, region)
    }
  }
}
