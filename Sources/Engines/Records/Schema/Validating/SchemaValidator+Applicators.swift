extension SchemaValidator {
  /// Applies a schema to a value that others are applied to as well.
  mutating func apply(_ value: TapeValue, _ node: Int32, _ region: Int) -> Bool {
    guard step() else { return false }
    return region < 0 ? check(value, node) : checkSlowly(value, tables.nodes + Int(node), region)
  }

  /// Applies a schema that may fail without harm; only if it does not, what it evaluates counts.
  private mutating func attempt(
    _ value: TapeValue, _ node: Int32, _ region: Int, _ share: Int32, _ members: SharedMembers?
  ) -> Bool {
    guard region >= 0 else {
      guard share >= 0, let members else { return apply(value, node, -1) }
      return step() && check(value, tables.shares + Int(share), members)
    }
    let count = value.isContainer ? value.contentCount : 0
    let own = marks.push(bits: count)
    defer { marks.pop(to: own) }
    guard apply(value, node, own) else { return false }
    marks.merge(own, into: region, bits: count)
    return true
  }

  /// Applies a schema that must hold.
  private mutating func demand(
    _ value: TapeValue, _ node: Int32, _ region: Int, _ share: Int32, _ members: SharedMembers?
  ) -> Bool {
    region < 0 ? attempt(value, node, -1, share, members) : apply(value, node, region)
  }

  /// References, `allOf`, `anyOf`, `oneOf`, `not` and `if`.
  ///
  /// - Parameter members: those of the value, where they are known.
  mutating func checkInPlace(
    _ value: TapeValue, _ range: InstructionRange, _ region: Int, _ members: SharedMembers? = nil
  ) -> Bool {
    guard enter() else { return false }
    // Scalars have nothing to mark.
    let region = value.isContainer ? region : -1
    var position = range.start
    while position < range.end {
      let instruction = tables.instructions[Int(position)]
      switch instruction.opcode {
      case .reference, .dynamicReference:
        let node =
          instruction.opcode == .reference
          ? tables.nodes[Int(instruction.operand)].deciding : dynamicTarget(instruction.operand)
        quiet &+= Int(truncatingIfNeeded: instruction.value)
        let holds = apply(value, node, region)
        quiet &-= Int(truncatingIfNeeded: instruction.value)
        if !holds { return false }
      default:
        quiet &+= 1
        let holds =
          instruction.opcode == .not
          ? !apply(value, instruction.operand, -1) : checkBranches(value, instruction, region, members)
        quiet &-= 1
        if !holds { return false }
      }
      position &+= 1
    }
    return true
  }

  private mutating func checkBranches(
    _ value: TapeValue, _ instruction: SchemaInstruction, _ region: Int, _ members: SharedMembers?
  ) -> Bool {
    let branches = tables.branches[Int(instruction.operand)]
    let list = tables.lists + Int(branches.nodes)
    let shares = branches.shares < 0 ? nil : tables.lists + Int(branches.shares)
    let count = Int(branches.count)
    switch instruction.opcode {
    case .allOf:
      for branch in 0..<count {
        guard demand(value, list[branch], region, shares?[branch] ?? -1, members) else { return false }
      }
      return true
    case .anyOf, .oneOf:
      let choice = branches.choices < 0 ? SchemaBranches.Choice.several : choice(value, branches)
      guard choice == SchemaBranches.Choice.several else {
        return choice >= 0
          && attempt(value, list[Int(choice)], region, shares?[Int(choice)] ?? -1, members)
      }
      let isAny = instruction.opcode == .anyOf
      var matched = 0
      for branch in 0..<count where attempt(value, list[branch], region, shares?[branch] ?? -1, members) {
        matched &+= 1
        // Every branch of anyOf that matches evaluates something.
        if isAny, region < 0 { return true }
        if !isAny, matched > 1 { return false }
      }
      return isAny ? matched > 0 : matched == 1
    default:
      let branch = attempt(value, list[0], region, shares?[0] ?? -1, members) ? 1 : 2
      return list[branch] < 0 || demand(value, list[branch], region, shares?[branch] ?? -1, members)
    }
  }

  /// The only branch that may hold for values of this kind.
  private func choice(_ value: TapeValue, _ branches: SchemaBranches) -> Int32 {
    let kind = tables.kinds[Int(value.tag)] & 0xFF
    return tables.lists[Int(branches.choices) &+ kind.trailingZeroBitCount]
  }
}
