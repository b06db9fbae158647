extension QualityReport {
  /// A report of a quality pass.
  public init(title: String, _ result: QualityResult) {
    self.init(title: title)
    records = result.records
    valid = result.valid
    invalid = result.invalid
    malformed = result.malformed
    complete = result.complete
    bytes = result.bytes
    passed = result.passed
    rules = result.rules
    violations = result.violations
    failures = result.examples.shown
    let broken = result.rules.filter { Self.isBroken($0, in: result) }
    for rule in broken where rule.name != QualityRule.schema && violations[rule.name] == nil {
      violations[rule.name] = rule.failed
    }
    if !result.rules.contains(where: { $0.name == QualityRule.uniqueKey }) {
      // A rule of its own tells of the same records, as severely as it was meant.
      violations[QualityRule.uniqueKey] = nil
      failures.removeAll { $0.rule == QualityRule.uniqueKey }
    }
    let readable = result.records - result.malformed
    var byField: [String: Int] = [:]
    for (location, count) in result.violationsByLocation {
      byField[Self.field(ofKeywordAt: location), default: 0] += count
    }
    for rule in broken {
      if let field = rule.field { byField[Self.pointer(field), default: 0] += rule.failed }
    }
    let filled =
      result.requiredFields.map { (Self.pointer($0.key), $0.value, true) }
      + result.optionalFields.map { (Self.pointer($0.key), $0.value, false) }
    fields = filled.map { name, count, isRequired in
      Field(
        name: name, isRequired: isRequired, filled: count, records: readable,
        violations: byField.removeValue(forKey: name) ?? 0)
    }
    fields += byField.map { Field(name: $0.key, records: readable, violations: $0.value) }
    fields.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// A report of a validation against a schema.
  public init(title: String, _ summary: ValidationSummary, _ failures: FailureTally) {
    self.init(title: title)
    records = summary.records
    valid = summary.valid
    invalid = summary.invalid
    malformed = summary.malformed
    bytes = summary.bytes
    passed = summary.isAllValid
    violations = failures.violations
    self.failures = failures.examples.shown
    fields = failures.fields.map { Field(name: $0.key, records: summary.records, violations: $0.value) }
    fields.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    rules = [
      RuleResult(
        QualityRule.wellFormed, QualityRule.wellFormed, checkType: .schemaValidation, threshold: 1,
        evaluated: summary.records, failed: summary.malformed),
      RuleResult(
        QualityRule.schema, QualityRule.schema, checkType: .schemaValidation, threshold: 1,
        evaluated: summary.records - summary.malformed, failed: summary.invalid),
    ]
  }

  /// Takes the profile in, and from it how often each field of the record is filled.
  public mutating func add(_ profile: RecordProfile) {
    self.profile = profile
    for (field, occasions) in profile.outline {
      guard case .member? = field.path.steps.last, field.path.steps.count == 1, !field.isPartial else { continue }
      let name = field.path.description
      let filled = field.present - field.kinds.null
      if let index = fields.firstIndex(where: { $0.name == name }) {
        if fields[index].filled == nil { (fields[index].filled, fields[index].records) = (filled, occasions) }
      } else {
        fields.append(Field(name: name, filled: filled, records: occasions))
      }
    }
    fields.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Whether records break it: not a rule about the dataset as a whole, and not what a keyword of the schema counts.
  private static func isBroken(_ rule: RuleResult, in result: QualityResult) -> Bool {
    guard rule.failed > 0, rule.threshold != nil, rule.rule != CountRule.id else { return false }
    return !rule.name.hasPrefix("required:") || !result.rules.contains { $0.name == QualityRule.schema }
  }

  /// A field is given as a name or as a pointer.
  private static func pointer(_ field: String) -> String {
    field.hasPrefix("/") ? field : JSONPointer(tokens: [field]).description
  }

  /// The field that a keyword of the schema is about: `/properties/labels/items/maxLength` is about `/labels/*`.
  static func field(ofKeywordAt location: String) -> String {
    var field = JSONPointer()
    var tokens = (JSONPointer(location)?.tokens ?? [])[...]
    while let token = tokens.popFirst() {
      switch token {
      case "properties": if let name = tokens.popFirst() { field.append(name) }
      case "items", "additionalItems", "unevaluatedItems", "contains":
        // An index stands behind `items` in older drafts.
        if let next = tokens.first, JSONPointer.arrayIndex(next) != nil { tokens.removeFirst() }
        if !tokens.isEmpty { field.append("*") }
      case "prefixItems":
        tokens = tokens.dropFirst()
        field.append("*")
      case "allOf", "anyOf", "oneOf", "$defs", "definitions", "dependentSchemas", "patternProperties":
        tokens = tokens.dropFirst()
      default: continue
      }
    }
    return field.description
  }
}
