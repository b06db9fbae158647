/// Turns the rules and relationships of a plan into the flat tables of a ``RuleProgram``.
struct RuleCompiler {
  let arena = Arena()
  let schema: SchemaProgram

  /// The position of the rule that is being compiled, and its field.
  private(set) var rule = 0
  private(set) var field: FieldName?
  private(set) var name = ""
  private(set) var severity = QualityRule.Severity.fail

  private(set) var checks: [RuleCheck] = []
  private(set) var demands: [String] = []
  private(set) var columns: [KeyColumn] = []
  private(set) var relationships: [CompiledRelationship] = []
  private(set) var uniqueRules: [(column: Int, rule: Int)] = []

  var kinds: [KindSet] = []
  var ranges: [NumberRange] = []
  var exactRanges: [ExactRange] = []
  var timeRanges: [TimeRange] = []
  var lengths: [LengthRange] = []
  var sets: [(set: ValueSet, others: [JSONValue])] = []
  var patterns: [RecordPattern] = []
  var fresh: [TimeRange] = []

  /// The key that references to the dataset itself point to, unless they say otherwise.
  private let key: FieldName?

  init(_ schema: SchemaProgram, key: FieldName?) {
    self.schema = schema
    self.key = key
    if let key { _ = column([key], holdsKeys: true) }
  }

  mutating func compile(_ rule: QualityRule, at position: Int) {
    self.rule = position
    field = rule.fieldName
    name = rule.name
    severity = rule.severity
    rule.kind.compile(into: &self)
  }

  /// - Parameter demand: goes behind the name of the field: `must be at least 1`.
  mutating func add(_ opcode: RuleCheck.Opcode, operand: Int = 0, demand: String) {
    guard let field else { return }
    checks.append(
      RuleCheck(opcode: opcode, operand: operand, path: FieldLocator(field, in: schema, arena), rule: rule))
    demands.append(demand)
  }

  /// The column of these fields, made where there is none yet.
  mutating func column(_ fields: [FieldName], holdsKeys: Bool) -> Int {
    if let found = columns.firstIndex(where: { $0.fields == fields && $0.holdsKeys == holdsKeys }) { return found }
    columns.append(
      KeyColumn(fields: fields, paths: fields.map { FieldLocator($0, in: schema, arena) }, holdsKeys: holdsKeys))
    return columns.count - 1
  }

  /// Where numbers are compared.
  var numberPaths: [FieldLocator] {
    let compared = checks.filter { check in
      switch check.opcode {
      case .range, .exactRange: true
      case .set, .shareOfSet: sets[check.operand].set.hasOthers
      default: false
      }
    }
    return compared.map(\.path) + columns.flatMap(\.paths) + relationships.map(\.path)
  }

  mutating func addUnique(_ fields: [FieldName]) {
    // The key of the records has a column already.
    let isKey = key.map { fields == [$0] } ?? false
    uniqueRules.append((column: column(fields, holdsKeys: isKey), rule: rule))
  }

  mutating func addReference(_ reference: ReferenceRule) {
    guard let field else { return }
    let relationship = QualityPlan.Relationship(
      name: name, field: field.text, target: reference.target, targetField: reference.targetField,
      isEssential: reference.isEssential ?? (severity == .fail))
    add(relationship, label: name, rule: rule)
  }

  mutating func add(_ relationship: QualityPlan.Relationship, label: String, rule: Int?) {
    guard let field = FieldName(relationship.field) else { return }
    var target = CompiledRelationship.Target.outside
    if relationship.target == QualityPlan.itself {
      // Without a key nothing can be referred to, and every reference is unresolved.
      let fields = relationship.targetField.flatMap { FieldName($0) } ?? key
      target = fields.map { .column(column([$0], holdsKeys: true)) } ?? .outside
    }
    relationships.append(
      CompiledRelationship(
        definition: relationship, label: label, rule: rule, pointer: field.pointer,
        path: FieldLocator(field, in: schema, arena), target: target))
  }
}

/// A relationship, prepared for records.
struct CompiledRelationship: Sendable {
  enum Target: Sendable, Hashable {
    /// A column of the same dataset.
    case column(Int)
    case outside
  }

  let definition: QualityPlan.Relationship
  /// The rule that examples name.
  let label: String
  /// The position of the rule in the plan that it stands for.
  let rule: Int?
  let pointer: JSONPointer
  let path: FieldLocator
  let target: Target
}
