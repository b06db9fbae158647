extension SchemaValidator {
  mutating func explainInPlace(
    _ value: TapeValue, _ range: InstructionRange, _ trail: SchemaTrail?, _ isName: Bool
  ) {
    for position in range.start..<range.end {
      let instruction = tables.instructions[Int(position)]
      switch instruction.opcode {
      case .reference, .dynamicReference:
        let node = instruction.opcode == .reference ? instruction.operand : dynamicTarget(instruction.operand)
        quiet &+= Int(truncatingIfNeeded: instruction.value)
        explain(value, node, SchemaTrail(trail, position, node), isName: isName)
        quiet &-= Int(truncatingIfNeeded: instruction.value)
      default:
        quiet &+= 1
        explainBranches(value, position, trail, isName)
        quiet &-= 1
      }
    }
  }

  private mutating func explainBranches(
    _ value: TapeValue, _ position: Int32, _ trail: SchemaTrail?, _ isName: Bool
  ) {
    let instruction = tables.instructions[Int(position)]
    if instruction.opcode == .not {
      if apply(value, instruction.operand, -1) { fail(position, value, trail, isName) }
      return
    }
    let branches = tables.branches[Int(instruction.operand)]
    let list = tables.lists + Int(branches.nodes)
    let count = Int(branches.count)
    switch instruction.opcode {
    case .allOf:
      for branch in 0..<count { explain(value, list[branch], trail, isName: isName) }
    case .anyOf:
      for branch in 0..<count where apply(value, list[branch], -1) { return }
      fail(position, value, trail, isName, nearest(value, list, count, trail))
    case .oneOf:
      let matching = (0..<count).filter { apply(value, list[$0], -1) }
      if matching.isEmpty {
        fail(position, value, trail, isName, nearest(value, list, count, trail))
      } else if matching.count > 1 {
        fail(position, value, trail, isName, .matches(matching))
      }
    default:
      let holds = apply(value, list[0], -1)
      let branch = holds ? list[1] : list[2]
      guard branch >= 0 else { return }
      explain(value, branch, SchemaTrail(trail, holds ? list[3] : list[4], branch), isName: isName)
    }
  }

  // MARK: The nearest branch

  private static var maximumBranches: Int { 64 }

  /// How near a branch came: greater is nearer.
  private struct Nearness: Comparable {
    /// 0 for a wrong type, 1 for a wrong constant, which tells alternatives apart, 2 for all else.
    let kind: Int
    let depth: Int
    let failures: Int

    static func < (left: Nearness, right: Nearness) -> Bool {
      if left.kind != right.kind { return left.kind < right.kind }
      if left.depth != right.depth { return left.depth < right.depth }
      return left.failures > right.failures
    }
  }

  /// The branch whose failures lie deepest; of several the one with the fewest.
  private mutating func nearest(
    _ value: TapeValue, _ list: UnsafePointer<Int32>, _ count: Int, _ trail: SchemaTrail?
  ) -> SchemaDetail {
    var best: (branch: Int, nearness: Nearness, causes: [Failure])?
    for branch in 0..<min(count, Self.maximumBranches) where branchSteps > 0 {
      let causes = failures(of: value, list[branch], trail)
      guard !causes.isEmpty else { continue }
      let nearness = nearness(of: causes, to: value)
      if let best, nearness <= best.nearness { continue }
      best = (branch, nearness, causes)
    }
    return best.map { .nearest(branch: $0.branch, causes: $0.causes) } ?? .none
  }

  private mutating func failures(of value: TapeValue, _ node: Int32, _ trail: SchemaTrail?) -> [Failure] {
    let (kept, wasExploring) = (failures, isExploring)
    failures = []
    isExploring = true
    explain(value, node, trail)
    defer { (failures, isExploring) = (kept, wasExploring) }
    return failures
  }

  private func nearness(of causes: [Failure], to value: TapeValue) -> Nearness {
    var kind = 2
    for cause in causes {
      switch tables.instructions[Int(cause.instruction)].opcode {
      case .type, .never: if cause.index == value.index { kind = 0 }
      case .enumeration: kind = min(kind, 1)
      default: break
      }
    }
    let depths = causes.map { value.depth(of: $0.index) }
    return Nearness(kind: kind, depth: depths.max() ?? 0, failures: causes.count)
  }
}
