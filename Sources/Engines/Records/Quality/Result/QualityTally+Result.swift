extension QualityTally {
  /// What the tally amounts to, once all parts of the stream have been added.
  ///
  /// - Throws: ``QualityError`` if the tally was taken under another plan, or keys cannot be read back from disk.
  public func result(under plan: QualityPlan) throws(QualityError) -> QualityResult {
    guard identity == plan.identity else { throw .differentPlans }
    do throws(SpillError) {
      let limit = counts.examples.limitPerRule
      let late = try LateFindings(self, plan, limit: limit)
      let examples = try lateExamples(late, plan)
      return QualityResult(counts, late, examples, plan)
    } catch {
      throw .spill(error)
    }
  }

  /// Examples of duplicates and of references that nothing answers to.
  private func lateExamples(_ late: LateFindings, _ plan: QualityPlan) throws(SpillError) -> [QualityExample] {
    var examples: [QualityExample] = []
    func add(_ column: Int, _ rule: String) {
      let fields = plan.rulesProgram.columns[column].fields
      let subject = fields.map { SchemaProgram.subject($0.pointer) }.joined(separator: ", ")
      for duplicate in late.columns[column].examples {
        let verb = fields.count == 1 ? "is the same as" : "are the same as"
        examples.append(
          QualityExample(
            record: duplicate.record, key: nil, pointer: fields.count == 1 ? fields[0].pointer : JSONPointer(),
            rule: rule, sentence: "\(subject) \(verb) in an earlier record", earlier: duplicate.first))
      }
    }
    if hasKeys { add(0, QualityRule.uniqueKey) }
    for (column, rule) in plan.rulesProgram.uniqueRules { add(column, plan.rules[rule].name) }
    for (relationship, unresolved) in zip(plan.rulesProgram.relationships, late.relationships) {
      for record in unresolved.records {
        examples.append(
          QualityExample(
            record: record, key: nil, pointer: relationship.pointer, rule: relationship.label,
            sentence: relationship.sentence))
      }
    }
    let texts = try evidence.texts.texts(of: Set(examples.map(\.record)).sorted())
    for index in examples.indices { examples[index].key = texts[examples[index].record] }
    return examples
  }
}

extension QualityResult {
  fileprivate init(
    _ counts: QualityCounts, _ late: LateFindings, _ lateExamples: [QualityExample], _ plan: QualityPlan
  ) {
    self.init(maximumExamples: counts.examples.limit)
    examples = counts.examples
    for example in lateExamples { examples.add(example) }
    records = counts.records
    bytes = counts.bytes
    malformed = counts.malformed
    let keys = plan.keyField == nil ? nil : late.columns.first
    duplicateKeys = keys?.repeated ?? 0
    // A record that breaks the schema is invalid already, whatever its key.
    valid = counts.conforming - (keys?.repeatedConforming ?? 0)
    invalid = records - malformed - valid
    complete = counts.complete - late.incompleteRecords
    unexpectedFields = counts.unexpected.counts
    requiredFields = counts.requiredFields
    optionalFields = counts.optionalFields
    relationships = counts.relationships
    violations = counts.violations
    violationsByLocation = counts.violationsByLocation
    if duplicateKeys > 0 { violations[QualityRule.uniqueKey] = duplicateKeys }
    for (relationship, unresolved) in zip(plan.rulesProgram.relationships, late.relationships) {
      let waited = relationship.isLate(in: plan) ? relationships[relationship.definition.name]?.references ?? 0 : 0
      relationships[relationship.definition.name]?.resolved += waited - unresolved.references
      if unresolved.references > 0 { violations[relationship.label, default: 0] += unresolved.references }
    }
    rules = builtInRules(counts, keys, plan) + plan.rules.indices.map { ownRule($0, counts, late, plan) }
  }

  private func builtInRules(
    _ counts: QualityCounts, _ keys: LateFindings.Duplicates?, _ plan: QualityPlan
  ) -> [RuleResult] {
    var results = [
      RuleResult(
        QualityRule.wellFormed, QualityRule.wellFormed, checkType: .schemaValidation, threshold: 1, evaluated: records,
        failed: malformed)
    ]
    let readable = records - malformed
    if plan.schema != nil {
      results.append(
        RuleResult(
          QualityRule.schema, QualityRule.schema, checkType: .schemaValidation, threshold: 1, evaluated: readable,
          failed: readable - counts.conforming))
    }
    if let keys, let field = plan.keyField, !plan.hasRule(UniqueRule.id, for: field) {
      results.append(
        RuleResult(
          QualityRule.uniqueKey, UniqueRule.id, field: field, checkType: .schemaValidation, threshold: 1,
          evaluated: keys.entries, failed: keys.repeated))
    }
    let share = plan.completenessThreshold
    for field in plan.requiredFields where !plan.hasRule(NotNullRule.id, for: field) {
      results.append(
        RuleResult(
          QualityRule.required(field), NotNullRule.id, field: field, checkType: .dataCompleteness, threshold: share,
          evaluated: readable, failed: readable - (requiredFields[field] ?? 0)))
    }
    if let expected = plan.expectedRecords {
      var result = RuleResult(
        QualityRule.expectedRecords, CountRule.id, checkType: .dataCompleteness, threshold: share, evaluated: records,
        failed: max(expected - records, 0))
      if !result.passed {
        result.sentence =
          "there are \(records) records; \(expected) are expected, and the share that must be there is "
          + "\(share)"
      }
      results.append(result)
    }
    for relationship in plan.relationships {
      let figures = relationships[relationship.name]
      results.append(
        RuleResult(
          QualityRule.relationship(relationship.name), ReferenceRule.id, field: relationship.field,
          checkType: .dataCompleteness, severity: relationship.isEssential ? .fail : .warn, threshold: share,
          evaluated: figures?.references ?? 0, failed: figures?.unresolved ?? 0, noun: "references"))
    }
    return results
  }

  private func ownRule(
    _ index: Int, _ counts: QualityCounts, _ late: LateFindings, _ plan: QualityPlan
  ) -> RuleResult {
    let rule = plan.rules[index]
    let count = counts.rules[index]
    func result(_ evaluated: Int, _ failed: Int, noun: String = "records") -> RuleResult {
      RuleResult(
        rule.name, rule.rule, field: rule.field, checkType: rule.checkType, severity: rule.severity,
        threshold: rule.threshold, evaluated: evaluated, failed: failed, noun: noun)
    }
    switch rule.kind {
    case is UniqueRule:
      let column = plan.rulesProgram.uniqueRules.first { $0.rule == index }?.column ?? 0
      return result(late.columns[column].entries, late.columns[column].repeated)
    case is ReferenceRule:
      let figures = relationships[rule.name]
      return result(figures?.references ?? 0, figures?.unresolved ?? 0, noun: "references")
    case let count as CountRule:
      return count.judge(records, result(records, 0))
    case let ratio as RatioRule:
      return ratio.judge(result(count.evaluated, count.failed))
    case let freshness as FreshnessRule:
      var judged = result(count.evaluated, count.failed)
      (judged.oldest, judged.newest) = (count.oldest, count.newest)
      return freshness.judge(judged)
    default:
      var judged = result(count.evaluated, count.failed)
      judged.kinds = count.kinds.map { kinds in
        Dictionary(zip(TypeRule.names, kinds).filter { $0.1 > 0 }, uniquingKeysWith: +)
      }
      return judged
    }
  }
}

extension CompiledRelationship {
  /// Whether references are resolved when the stream is complete.
  func isLate(in plan: QualityPlan) -> Bool {
    if case .column = target { return true }
    return plan.keySets[definition.target].map { !$0.isInMemory } ?? false
  }
}
