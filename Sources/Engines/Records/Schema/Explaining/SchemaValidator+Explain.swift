extension SchemaValidator {
  /// Collects what is wrong with a value; the second walk, so it may take its time.
  mutating func explain(_ value: TapeValue, _ index: Int32, _ trail: SchemaTrail?, isName: Bool = false) {
    guard failures.count < maximumFailures, enter() else { return }
    guard step(), !isExploring || countExploration() else { return }
    let node = tables.nodes + Int(index)
    let isEntered = enterScope(node.pointee.resource)
    defer { if isEntered { scope.removeLast() } }
    guard allowsKind(value, node.pointee.types) else {
      fail(node.pointee.typeInstruction, value, trail, isName)
      return
    }
    let before = failures.count
    explainScalar(value, node, trail, isName)
    if value.tag == Tag.object, node.pointee.object >= 0 { explainMembers(value, node.pointee.object, trail) }
    if value.tag == Tag.array { explainElements(value, node.pointee.array, trail) }
    explainInPlace(value, node.pointee.inPlace, trail, isName)
    // What is not evaluated is only known of a value that is right otherwise.
    if failures.count == before, tracks(value, node) { explainUnevaluated(value, node, trail) }
  }

  /// What is asked of a value as a whole.
  @inline(never)
  private mutating func explainScalar(
    _ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ trail: SchemaTrail?, _ isName: Bool
  ) {
    for position in node.pointee.any.start..<node.pointee.any.end {
      let instruction = tables.instructions[Int(position)]
      if instruction.opcode != .enumeration || !isListed(value, Int(instruction.operand)) {
        fail(position, value, trail, isName)
      }
    }
    switch value.tag {
    case Tag.string:
      let bytes = value.stringBytes
      for range in [node.pointee.length, node.pointee.string] {
        for position in range.start..<range.end where !isMet(tables.instructions[Int(position)], by: bytes) {
          fail(position, value, trail, isName)
        }
      }
    case Tag.object, Tag.array, Tag.null, Tag.true, Tag.false: break
    default:
      for position in node.pointee.number.start..<node.pointee.number.end
      where !isMet(tables.instructions[Int(position)], byNumber: value) {
        fail(position, value, trail, isName)
      }
    }
  }

  /// Branches are explained with fewer failures than the record.
  var maximumFailures: Int { isExploring ? min(maximumViolations, Self.maximumCauses) : maximumViolations }

  private static let maximumCauses = 16

  private mutating func countExploration() -> Bool {
    branchSteps &-= 1
    return branchSteps >= 0
  }

  @inline(never)
  mutating func fail(
    _ instruction: Int32, _ value: TapeValue, _ trail: SchemaTrail?, _ isName: Bool = false,
    _ detail: SchemaDetail = .none
  ) {
    guard failures.count < maximumFailures else { return }
    failures.append(
      Failure(instruction: instruction, index: value.index, isName: isName, trail: trail, detail: detail))
  }

  // MARK: Arrays

  private mutating func explainElements(_ value: TapeValue, _ range: InstructionRange, _ trail: SchemaTrail?) {
    for position in range.start..<range.end {
      let instruction = tables.instructions[Int(position)]
      let first = Int(truncatingIfNeeded: instruction.value)
      switch instruction.opcode {
      case .items:
        for (ordinal, element) in value.elements.enumerated() where ordinal >= first {
          explain(element, instruction.operand, trail)
          if failures.count >= maximumFailures { return }
        }
      case .prefixItems:
        for (ordinal, element) in value.elements.prefix(first).enumerated() {
          explain(element, tables.lists[Int(instruction.operand) + ordinal], trail)
        }
      case .contains:
        let contains = tables.contains[Int(instruction.operand)]
        let count = countMatches(value, contains.node)
        if count < contains.minimum { fail(contains.minimumInstruction, value, trail, false, .count(count)) }
        if count > contains.maximum { fail(contains.maximumInstruction, value, trail, false, .count(count)) }
      default: if !isMet(instruction, by: value) { fail(position, value, trail) }
      }
    }
  }

  private mutating func explainUnevaluated(
    _ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ trail: SchemaTrail?
  ) {
    let own = marks.push(bits: value.contentCount)
    defer { marks.pop(to: own) }
    guard checkParts(value, node, own) else { return }
    let isObject = value.tag == Tag.object
    let instruction = isObject ? node.pointee.unevaluatedProperties : node.pointee.unevaluatedItems
    let child = tables.instructions[Int(instruction)].operand
    if isObject {
      for (ordinal, member) in value.members.enumerated() where !marks.isSet(ordinal, in: own) {
        explain(member.value, child, trail)
      }
    } else {
      for (ordinal, element) in value.elements.enumerated() where !marks.isSet(ordinal, in: own) {
        explain(element, child, trail)
      }
    }
  }
}
