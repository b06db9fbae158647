/// What a pass counts record by record: flat memory of its own, so that counting copies and allocates nothing.
final class QualityScratch {
  let requiredPaths: UnsafeMutableBufferPointer<FieldLocator>
  let requiredCounts: UnsafeMutableBufferPointer<Int>
  /// Slots of the fields of the schema that are not required.
  let optionalSlots: UnsafeMutableBufferPointer<Int>
  let optionalCounts: UnsafeMutableBufferPointer<Int>

  /// By instruction of the schema.
  let violations: UnsafeMutableBufferPointer<Int>

  /// By rule of the plan.
  let rules: UnsafeMutableBufferPointer<RuleCounter>
  /// By `type` rule, seven kinds each.
  let kinds: UnsafeMutableBufferPointer<Int>
  /// By `freshness` rule.
  let times: UnsafeMutableBufferPointer<TimeSpan>

  /// By relationship of the plan.
  let relationships: UnsafeMutableBufferPointer<RelationshipCounter>

  /// The keys of other datasets, where they can be asked for now.
  let keySets: [KeySet?]
  let columns: [KeyBag]
  let references: [KeyBag]

  struct RuleCounter: BitwiseCopyable {
    var evaluated = 0
    var failed = 0
  }

  struct TimeSpan: BitwiseCopyable {
    var oldest: RecordInstant?
    var newest: RecordInstant?
  }

  struct RelationshipCounter: BitwiseCopyable {
    enum Way: UInt8 { case later, keySet, resolver }

    let path: FieldLocator
    let isEssential: Bool
    /// How references are resolved.
    let way: Way
    var references = 0
    var resolved = 0
    var recordsWithReference = 0
    /// References of the present record that wait.
    var waiting = 0
  }

  private let arena = Arena()
  private let program: SchemaProgram
  private let optionalFields: [String]

  init(_ plan: QualityPlan) {
    let program = plan.schemaProgram
    self.program = program
    let arena = arena
    requiredPaths = Self.buffer(
      plan.requiredFields.compactMap { FieldName($0).map { FieldLocator($0, in: program, arena) } })
    requiredCounts = Self.buffer(plan.requiredFields.map { _ in 0 })
    optionalFields = plan.optionalFields.filter { program.rootSlot(of: $0) != nil }
    optionalSlots = Self.buffer(optionalFields.compactMap(program.rootSlot))
    optionalCounts = Self.buffer(optionalFields.map { _ in 0 })
    violations = Self.buffer(program.rules.map { _ in 0 })
    let rules = plan.rulesProgram
    self.rules = Self.buffer(plan.rules.map { _ in RuleCounter() })
    kinds = Self.buffer([Int](repeating: 0, count: rules.typeCount * TypeRule.names.count))
    times = Self.buffer([TimeSpan](repeating: TimeSpan(), count: rules.freshCount))
    let keySets: [KeySet?] = rules.relationships.map { relationship in
      guard relationship.target == .outside else { return nil }
      return plan.keySets[relationship.definition.target].flatMap { $0.isInMemory ? $0 : nil }
    }
    self.keySets = keySets
    relationships = Self.buffer(
      rules.relationships.enumerated().map { index, relationship in
        var way = RelationshipCounter.Way.later
        if keySets[index] != nil {
          way = .keySet
        } else if relationship.target == .outside, plan.keySets[relationship.definition.target] == nil {
          way = .resolver
        }
        return RelationshipCounter(path: relationship.path, isEssential: relationship.definition.isEssential, way: way)
      })
    columns = rules.columns.map { _ in KeyBag() }
    references = rules.relationships.map { _ in KeyBag() }
  }

  deinit {
    requiredPaths.deallocate()
    requiredCounts.deallocate()
    optionalSlots.deallocate()
    optionalCounts.deallocate()
    violations.deallocate()
    rules.deallocate()
    kinds.deallocate()
    times.deallocate()
    relationships.deallocate()
  }

  private static func buffer<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(fromContentsOf: elements)
    return buffer
  }

  /// Hands over what was counted.
  func add(to counts: inout QualityCounts, _ plan: QualityPlan) {
    for (field, count) in zip(plan.requiredFields, requiredCounts) { counts.requiredFields[field] = count }
    for (field, count) in zip(optionalFields, optionalCounts) { counts.optionalFields[field] = count }
    for (instruction, count) in violations.enumerated() where count > 0 {
      let rule = program.rules[instruction]
      counts.violations[rule.keyword, default: 0] += count
      counts.violationsByLocation[rule.location.description, default: 0] += count
    }
    for (index, counter) in rules.enumerated() {
      counts.rules[index].evaluated = counter.evaluated
      counts.rules[index].failed = counter.failed
    }
    for check in UnsafeBufferPointer(start: plan.rulesProgram.checks, count: plan.rulesProgram.checkCount) {
      if check.opcode == .type {
        let width = TypeRule.names.count
        counts.rules[check.rule].kinds = Array(kinds[check.operand * width..<(check.operand + 1) * width])
      } else if check.opcode == .freshness {
        counts.rules[check.rule].oldest = times[check.operand].oldest
        counts.rules[check.rule].newest = times[check.operand].newest
      }
    }
    for (relationship, counter) in zip(plan.rulesProgram.relationships, relationships) {
      let name = relationship.definition.name
      counts.relationships[name]?.references = counter.references
      counts.relationships[name]?.resolved = counter.resolved
      counts.relationships[name]?.recordsWithReference = counter.recordsWithReference
    }
  }
}
