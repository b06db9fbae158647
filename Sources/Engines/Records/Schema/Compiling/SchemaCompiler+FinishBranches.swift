extension SchemaCompiler {
  func nodes(of branches: SchemaBranches) -> ArraySlice<Int32> {
    lists[Int(branches.nodes)..<Int(branches.nodes + branches.count)]
  }

  /// Finds out which branches may hold for which kinds, and which of them can be told where members are.
  mutating func finishBranches() {
    for index in nodes.indices {
      for position in nodes[index].inPlace.start..<nodes[index].inPlace.end {
        let instruction = instructions[Int(position)]
        switch instruction.opcode {
        case .anyOf, .oneOf:
          addChoices(Int(instruction.operand))
          addShares(Int(instruction.operand), of: index)
        case .allOf, .conditional: addShares(Int(instruction.operand), of: index)
        default: break
        }
      }
    }
  }

  private mutating func addChoices(_ index: Int) {
    let kinds = nodes(of: branches[index]).map { nodes[Int(nodes[Int($0)].deciding)].allowed }
    branches[index].choices = add(
      list: (0..<8).map { bit in
        let able = kinds.indices.filter { kinds[$0].contains(KindSet(rawValue: 1 << UInt8(bit))) }
        return switch able.count {
        case 0: SchemaBranches.Choice.none
        case 1: Int32(able[0])
        default: SchemaBranches.Choice.several
        }
      })
  }

  /// - Parameter index: the node whose members the branches may be told of.
  private mutating func addShares(_ branching: Int, of index: Int) {
    let node = nodes[index]
    guard node.object >= 0, !node.flags.contains(.isSlow), objectDrafts[Int(node.object)].isPlain else { return }
    let shares = nodes(of: branches[branching]).map { branch in
      branch < 0 ? -1 : share(of: nodes[Int(nodes[Int(branch)].deciding)], in: Int(node.object))
    }
    guard shares.contains(where: { $0 >= 0 }) else { return }
    branches[branching].shares = add(list: shares)
    nodes[index].sharesMembers = true
  }

  /// What a branch asks of members of an object; -1 if it asks more than can be told by them, or knows too many.
  private mutating func share(of branch: SchemaNode, in object: Int) -> Int32 {
    guard branch.flags.isEmpty, branch.types.contains(.object), branch.object >= 0 else { return -1 }
    let draft = objectDrafts[Int(branch.object)]
    guard draft.isPlain, draft.additional < 0, draft.minimum < 0, draft.maximum < 0 else { return -1 }
    var target = objectDrafts[object]
    let slots = draft.names.map { target.slot(of: $0) }
    guard target.isPlain else { return -1 }
    objectDrafts[object] = target
    let members = draft.declared.enumerated().compactMap { slot, node -> SchemaShare.Member? in
      let deciding = deciding(node)
      return deciding < 0 ? nil : SchemaShare.Member(slot: slots[slot], node: deciding)
    }
    let dependencies = draft.dependencies.map {
      SchemaObject.Dependency(
        slot: slots[Int($0.slot)], required: slots[Int($0.required)], instruction: $0.instruction)
    }
    shares.append(
      SchemaShare(
        required: draft.required.reduce(0) { $0 | 1 << UInt64(slots[Int($1.slot)]) }, members: arena.copy(members),
        memberCount: Int32(members.count), dependencies: arena.copy(dependencies),
        dependencyCount: Int32(dependencies.count)))
    return Int32(shares.count - 1)
  }
}
