extension SchemaValidator {
  mutating func explainMembers(_ value: TapeValue, _ index: Int32, _ trail: SchemaTrail?) {
    let object = tables.objects + Int(index)
    guard stepThrough(value, patterns: object.pointee.patternCount) else { return }
    let isRecord = index == tables.rootObject && value.index == 1 && !isExploring
    let seen = marks.push(bits: Int(object.pointee.slotCount))
    defer { marks.pop(to: seen) }
    for member in value.members {
      let slot = member.name.baseAddress.map { object.pointee.names.slot($0, member.name.count) } ?? -1
      if slot >= 0 {
        if marks.isSet(slot, in: seen), !noteDuplicate(member.value.index),
          !isFailed(object.pointee.uniqueNames, member.value)
        {
          fail(object.pointee.uniqueNames, member.value, trail)
        }
        marks.set(slot, in: seen)
        if isRecord { places[slot] = UInt32(truncatingIfNeeded: member.value.index) }
      }
      explainMember(member, slot, index, trail)
    }
    for position in 0..<Int(object.pointee.requirementCount) {
      let requirement = object.pointee.requirements[position]
      if !marks.isSet(Int(requirement.slot), in: seen) { fail(requirement.instruction, value, trail) }
    }
    let count = UInt64(value.contentCount)
    let (minimum, maximum) = (object.pointee.minimum, object.pointee.maximum)
    if minimum >= 0, count < tables.instructions[Int(minimum)].value { fail(minimum, value, trail) }
    if maximum >= 0, count > tables.instructions[Int(maximum)].value { fail(maximum, value, trail) }
    for position in 0..<Int(object.pointee.dependencyCount) {
      let dependency = object.pointee.dependencies[position]
      guard marks.isSet(Int(dependency.slot), in: seen) else { continue }
      if dependency.required >= 0 {
        if !marks.isSet(Int(dependency.required), in: seen) { fail(dependency.instruction, value, trail) }
      } else {
        let node = tables.instructions[Int(dependency.instruction)].operand
        quiet &+= 1
        explain(value, node, SchemaTrail(trail, dependency.instruction, node))
        quiet &-= 1
      }
    }
  }

  private mutating func explainMember(
    _ member: TapeMembers.Member, _ slot: Int, _ index: Int32, _ trail: SchemaTrail?
  ) {
    let object = tables.objects + Int(index)
    let nameIndex = member.value.index &- 1
    if object.pointee.propertyNames >= 0 {
      let node = tables.instructions[Int(object.pointee.propertyNames)].operand
      explain(member.value.at(nameIndex), node, trail, isName: true)
    }
    var isKnown = slot >= 0 && object.pointee.names.entries[slot].isDeclared
    if isKnown {
      let child = object.pointee.names.entries[slot].node
      if child >= 0 { explain(member.value, child, trail) }
    }
    for position in 0..<Int(object.pointee.patternCount) {
      let pattern = object.pointee.patterns[position]
      guard matches(pattern.pattern, member.name) else { continue }
      isKnown = true
      explain(member.value, pattern.node, trail)
    }
    guard !isKnown else { return }
    if object.pointee.additional >= 0 {
      explain(member.value, object.pointee.additional, trail)
    } else if object.pointee.additional == NoNode.unexpected, quiet == 0, !isExploring {
      noteUnexpected(nameIndex, index)
    }
  }

  /// Whether the same member was found twice already, by another schema.
  private func isFailed(_ instruction: Int32, _ value: TapeValue) -> Bool {
    failures.contains {
      $0.index == value.index && tables.instructions[Int($0.instruction)].opcode == .uniqueNames
    }
  }
}
