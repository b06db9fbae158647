extension SchemaCompiler {
  // MARK: Dynamic references

  /// Finds where each dynamic reference may lead; one that can only lead to one place becomes a plain reference.
  mutating func compileDynamicTargets() throws(SchemaError) {
    var targets: [[Int: Int32]] = []
    var entered: [(resource: Int, references: Int)] = []
    var known: Set<Int> = []
    var seen = 0
    while seen < sites.count || entered.contains(where: { $0.references < dynamicReferences.count }) {
      // A resource is in the dynamic scope only if one of its schemas was compiled.
      for site in sites[seen...] where known.insert(site.resource).inserted { entered.append((site.resource, 0)) }
      seen = sites.count
      targets += Array(repeating: [:], count: dynamicReferences.count - targets.count)
      for index in entered.indices {
        let resource = entered[index].resource
        for number in entered[index].references..<targets.count {
          let anchor = registry.anchor(dynamicReferences[number].anchor, in: resource)
          guard let anchor, anchor.isDynamic else { continue }
          targets[number][resource] = Int32(try node(registry.site(of: anchor, in: resource)))
        }
        entered[index].references = targets.count
      }
      try compileQueue()
    }
    let isSettled = zip(dynamicReferences, targets).map { reference, targets in
      targets.values.allSatisfy { $0 == reference.fallback }
    }
    for index in instructions.indices where instructions[index].opcode == .dynamicReference {
      let number = Int(instructions[index].operand)
      guard isSettled[number] else { continue }
      instructions[index].opcode = .reference
      instructions[index].operand = dynamicReferences[number].fallback
    }
    guard isSettled.contains(false) else { return }
    let width = registry.resources.count
    for (reference, targets) in zip(dynamicReferences, targets) {
      dynamicTargets.append(reference.fallback)
      dynamicTargets += (0..<width).map { targets[$0] ?? -1 }
    }
  }

  // MARK: Endless recursion

  /// Refuses a schema that applies itself to the same value, which no instance could ever end.
  mutating func refuseEndlessRecursion() throws(SchemaError) {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: nodes.count)
    var path: [(node: Int, edges: [(node: Int32, instruction: Int32)])] = []
    for start in nodes.indices where states[start] == .new {
      states[start] = .open
      path.append((start, edges(of: start)))
      while let last = path.indices.last {
        guard let edge = path[last].edges.popLast() else {
          states[path[last].node] = .done
          path.removeLast()
          continue
        }
        let target = Int(edge.node)
        switch states[target] {
        case .done: break
        case .open:
          throw registry.error(
            .endlessRecursion, sites[path[last].node].place.appending(rules[Int(edge.instruction)].keyword),
            "the schema applies itself to the same value again, without end")
        case .new:
          states[target] = .open
          path.append((target, edges(of: target)))
        }
      }
    }
  }

  /// The schemas that a node applies to the same value.
  private func edges(of index: Int) -> [(node: Int32, instruction: Int32)] {
    var edges: [(node: Int32, instruction: Int32)] = []
    let node = nodes[index]
    for position in node.inPlace.start..<node.inPlace.end {
      let instruction = instructions[Int(position)]
      switch instruction.opcode {
      case .reference, .not: edges.append((instruction.operand, position))
      case .allOf, .anyOf, .oneOf, .conditional:
        edges += nodes(of: branches[Int(instruction.operand)]).filter { $0 >= 0 }.map { ($0, position) }
      default: break
      }
    }
    if node.object >= 0 {
      for dependency in objectDrafts[Int(node.object)].dependencies where dependency.required < 0 {
        edges.append((instructions[Int(dependency.instruction)].operand, dependency.instruction))
      }
    }
    return edges
  }

  // MARK: Tables

  mutating func finishObjects() {
    var successors = 0
    slotNames = objectDrafts.map(\.names)
    for draft in objectDrafts {
      let additional =
        draft.additional >= 0 && nodes[Int(draft.additional)].allowsAnything ? NoNode.anything : draft.additional
      // A name that is not declared is checked like any other such one.
      let children = draft.names.indices.map { slot in
        guard slot < draft.declared.count else { return additional }
        return nodes[Int(draft.declared[slot])].allowsAnything ? NoNode.anything : draft.declared[slot]
      }
      let decidingChildren = children.map { deciding($0) }
      objects.append(
        SchemaObject(
          names: NameTable(
            draft.names, nodes: children, deciding: decidingChildren, declared: draft.declared.count, in: arena),
          slotCount: Int32(draft.names.count),
          isPlain: draft.isPlain,
          evaluatesAdditional: draft.evaluatesAdditional, additional: additional,
          decidingAdditional: deciding(additional),
          requiredMask: draft.isPlain ? draft.required.reduce(0) { $0 | 1 << UInt64($1.slot) } : 0,
          hasConditions: !draft.dependencies.isEmpty || draft.minimum >= 0 || draft.maximum >= 0,
          requirements: arena.copy(draft.required), requirementCount: Int32(draft.required.count),
          patterns: arena.copy(draft.patterns), patternCount: Int32(draft.patterns.count),
          dependencies: arena.copy(draft.dependencies), dependencyCount: Int32(draft.dependencies.count),
          minimum: draft.minimum, maximum: draft.maximum, propertyNames: draft.propertyNames,
          uniqueNames: draft.uniqueNames, successors: Int32(successors)))
      successors += draft.names.count + 1
    }
  }

  /// The node that decides about a value, or none.
  func deciding(_ node: Int32) -> Int32 {
    guard node >= 0 else { return node }
    let deciding = nodes[Int(node)].deciding
    return nodes[Int(deciding)].allowsAnything ? NoNode.anything : deciding
  }
}
