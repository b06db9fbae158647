extension SchemaCompiler {
  /// Finds out what the quick way through the validator needs to know of each node.
  mutating func finishNodes() {
    let hasScope = !dynamicTargets.isEmpty
    for index in nodes.indices {
      let node = nodes[index]
      if !node.any.isEmpty { nodes[index].flags.insert(.hasAny) }
      if !node.inPlace.isEmpty { nodes[index].flags.insert(.hasInPlace) }
      if hasScope || node.unevaluatedItems >= 0 || node.unevaluatedProperties >= 0 {
        nodes[index].flags.insert(.isSlow)
      }
      finishKinds(of: index)
    }
    for index in nodes.indices where nodes[index].deciding < 0 { followReferences(from: index) }
  }

  private mutating func finishKinds(of index: Int) {
    let node = nodes[index]
    let numbers: KindSet = [.integer, .fraction]
    nodes[index].leaves = leaves(node)
    var allowed = node.types
    if !allowed.isDisjoint(with: numbers) { allowed.insert(.undecidedNumber) }
    nodes[index].allowed = allowed
    guard nodes[index].flags.isEmpty else { return }
    var free = allowed.subtracting([.object, .array])
    if !node.string.isEmpty || !node.length.isEmpty { free.remove(.string) }
    if !node.number.isEmpty { free.subtract(numbers) }
    if !node.number.isEmpty || !node.types.isSuperset(of: numbers) { free.remove(.undecidedNumber) }
    nodes[index].free = free
  }

  /// The kinds whose members or elements nobody looks at for the node alone.
  private func leaves(_ node: SchemaNode) -> KindSet {
    guard soleReference(of: node) == nil else { return [] }
    let hasItems = (node.array.start..<node.array.end).contains {
      instructions[Int($0)].opcode == .items && instructions[Int($0)].value == 0
    }
    return (node.object < 0 ? KindSet.object : []).union(hasItems ? [] : .array)
  }

  /// There is no circle of references (``refuseEndlessRecursion()``).
  private mutating func followReferences(from start: Int) {
    var way = [start]
    while let last = way.last, nodes[last].deciding < 0, let target = soleReference(of: nodes[last]) {
      way.append(target)
    }
    guard let end = way.last else { return }
    let deciding = nodes[end].deciding < 0 ? Int32(end) : nodes[end].deciding
    for index in way { nodes[index].deciding = deciding }
  }

  /// Where a node refers to that is nothing but a reference.
  private func soleReference(of node: SchemaNode) -> Int? {
    guard node.flags == .hasInPlace, node.types == .all, node.object < 0, node.string.isEmpty, node.length.isEmpty,
      node.number.isEmpty, node.array.isEmpty, node.inPlace.end - node.inPlace.start == 1
    else { return nil }
    let instruction = instructions[Int(node.inPlace.start)]
    return instruction.opcode == .reference && instruction.value == 0 ? Int(instruction.operand) : nil
  }
}
