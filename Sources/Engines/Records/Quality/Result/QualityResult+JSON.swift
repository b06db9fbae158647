extension QualityResult {
  /// The result as one JSON object, as `dataops records check` prints it: members in the same order each time, records
  /// counted from 0.
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("passed")
    writer.bool(passed)
    write(
      [
        ("warnings", warnings), ("records", records), ("valid", valid), ("invalid", invalid), ("malformed", malformed),
        ("complete", complete), ("duplicate_keys", duplicateKeys), ("bytes", bytes),
      ], to: &writer)
    writer.key("completeness")
    writer.beginObject()
    for (field, count) in requiredFields.inOrder { write(field, count, isRequired: true, to: &writer) }
    for (field, count) in optionalFields.inOrder { write(field, count, isRequired: false, to: &writer) }
    writer.endObject()
    writer.key("relationships")
    writer.beginObject()
    for (name, figures) in relationships.inOrder { write(name, figures, to: &writer) }
    writer.endObject()
    writer.key("rules")
    writer.beginArray()
    for rule in rules { write(rule, to: &writer) }
    writer.endArray()
    write("violations", violations, to: &writer)
    write("violation_locations", violationsByLocation, to: &writer)
    write("unexpected_fields", unexpectedFields, to: &writer)
    writer.endObject()
  }

  /// Failing examples of one rule; those of the schema are of all its keywords.
  public func examples(of rule: RuleResult) -> [QualityExample] {
    guard rule.name == QualityRule.schema else { return examples.of(rule: rule.name) }
    let names = Set(rules.map(\.name))
    return examples.all.filter { !names.contains($0.rule) }
  }

  private func write(_ counts: [(String, Int)], to writer: inout JSONWriter) {
    for (name, count) in counts {
      writer.key(name)
      writer.integer(Int64(count))
    }
  }

  private func write(_ name: String, _ counts: [String: Int], to writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    write(counts.inOrder.map { ($0.key, $0.value) }, to: &writer)
    writer.endObject()
  }

  private func write(_ field: String, _ count: Int, isRequired: Bool, to writer: inout JSONWriter) {
    let readable = records - malformed
    writer.key(field)
    writer.beginObject()
    writer.key("required")
    writer.bool(isRequired)
    write([("present", count)], to: &writer)
    writer.key("ratio")
    writer.number(readable == 0 ? 1 : Double(count) / Double(readable))
    writer.endObject()
  }

  private func write(_ name: String, _ figures: RelationshipFigures, to writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    writer.key("target")
    writer.string(figures.target)
    writer.key("essential")
    writer.bool(figures.isEssential)
    write(
      [
        ("references", figures.references), ("resolved", figures.resolved), ("records", figures.recordsWithReference),
      ], to: &writer)
    writer.endObject()
  }

  private func write(_ rule: RuleResult, to writer: inout JSONWriter) {
    writer.beginObject()
    let texts = [
      ("name", rule.name), ("check_type", rule.checkType.rawValue), ("field", rule.field), ("rule", rule.rule),
      ("severity", rule.severity.rawValue),
    ]
    for (name, text) in texts {
      guard let text else { continue }
      writer.key(name)
      writer.string(text)
    }
    if let threshold = rule.threshold {
      writer.key("threshold")
      writer.number(threshold)
    }
    write([("evaluated", rule.evaluated), ("failed", rule.failed)], to: &writer)
    writer.key("ratio")
    writer.number(rule.ratio)
    writer.key("passed")
    writer.bool(rule.passed)
    let details = [
      ("sentence", rule.sentence), ("oldest", rule.oldest?.description), ("newest", rule.newest?.description),
    ]
    for (name, text) in details {
      guard let text else { continue }
      writer.key(name)
      writer.string(text)
    }
    if let kinds = rule.kinds { write("kinds", kinds, to: &writer) }
    writer.key("examples")
    writer.beginArray()
    for example in examples(of: rule) { write(example, isOfSchema: rule.name == QualityRule.schema, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ example: QualityExample, isOfSchema: Bool, to writer: inout JSONWriter) {
    writer.beginObject()
    write([("record", example.record - 1)], to: &writer)
    let texts = [
      ("key", example.key), ("pointer", example.pointer.description), ("keyword", isOfSchema ? example.rule : nil),
      ("sentence", example.sentence),
    ]
    for (name, text) in texts {
      guard let text else { continue }
      writer.key(name)
      writer.string(text)
    }
    if let earlier = example.earlier { write([("same_as", earlier - 1)], to: &writer) }
    if let excerpt = example.excerpt {
      writer.key("excerpt")
      writer.string(excerpt)
    }
    writer.endObject()
  }
}

extension Dictionary where Key == String {
  /// By the bytes of the names.
  fileprivate var inOrder: [(key: String, value: Value)] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
