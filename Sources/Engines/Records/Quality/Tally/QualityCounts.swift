/// What adds up by itself when parts of a stream are put together.
struct QualityCounts: Sendable, Hashable, Codable {
  var records = 0
  var bytes = 0
  var malformed = 0

  /// Records that meet the schema, duplicates among them.
  var conforming = 0

  /// Records in which all required fields are there and all essential references to the outside are resolved; the rest
  /// is known when the stream is complete.
  var complete = 0

  var requiredFields: [String: Int] = [:]
  var optionalFields: [String: Int] = [:]
  var relationships: [String: RelationshipFigures] = [:]
  var violations: [String: Int] = [:]
  var violationsByLocation: [String: Int] = [:]
  var unexpected = UnexpectedFields()

  /// In the order of the plan's rules.
  var rules: [RuleCount] = []

  var examples: QualityExamples

  /// Of nothing.
  init(of plan: QualityPlan) {
    examples = QualityExamples(limit: plan.maximumExamples)
    for field in plan.requiredFields { requiredFields[field] = 0 }
    for field in plan.optionalFields { optionalFields[field] = 0 }
    for relationship in plan.rulesProgram.relationships.map(\.definition) {
      relationships[relationship.name] = RelationshipFigures(
        target: relationship.target, isEssential: relationship.isEssential)
    }
    rules = plan.rules.map { rule in
      var count = RuleCount()
      if rule.kind is TypeRule { count.kinds = TypeRule.names.map { _ in 0 } }
      return count
    }
  }

  /// - Parameter offset: how many records come before those of the other part.
  mutating func add(_ other: QualityCounts, after offset: Int) {
    examples.add(other.examples, after: offset)
    records += other.records
    bytes += other.bytes
    malformed += other.malformed
    conforming += other.conforming
    complete += other.complete
    requiredFields.merge(other.requiredFields, uniquingKeysWith: +)
    optionalFields.merge(other.optionalFields, uniquingKeysWith: +)
    violations.merge(other.violations, uniquingKeysWith: +)
    violationsByLocation.merge(other.violationsByLocation, uniquingKeysWith: +)
    unexpected.add(other.unexpected)
    for index in rules.indices where index < other.rules.count { rules[index].add(other.rules[index]) }
    relationships.merge(other.relationships) { mine, theirs in
      var sum = mine
      sum.references += theirs.references
      sum.resolved += theirs.resolved
      sum.recordsWithReference += theirs.recordsWithReference
      return sum
    }
  }
}
