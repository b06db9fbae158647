internal import DataGenerating
internal import DataRecords

/// A record that breaks exactly one rule of its schema.
struct BadRecord {
  let record: JSONValue
  let violation: SchemaViolation

  /// One for every rule that a record can break alone, in the order of the fields.
  ///
  /// - Parameters:
  ///   - spare: good records to make bad ones from; each is used once.
  static func all(breaking fields: [FieldDefinition], from spare: [JSONValue], judge: RecordJudge) -> [BadRecord] {
    var spare = spare[...]
    return RuleToBreak.all(in: fields).compactMap { rule in
      for (position, record) in zip(spare.indices, spare) {
        for damaged in rule.damage(record) {
          guard let violations = judge.violations(of: damaged), violations.count == 1,
            let violation = violations.first, violation.keywordLocation == rule.keywordLocation
          else { continue }
          spare.remove(at: position)
          return BadRecord(record: damaged, violation: violation)
        }
      }
      return nil
    }
  }

  static func lines(_ records: [BadRecord]) -> [UInt8] {
    var writer = JSONWriter()
    for bad in records {
      bad.record.write(to: &writer)
      writer.newline()
    }
    return writer.bytes
  }

  /// What every validator must say of each of them, in order.
  static func expectations(_ records: [BadRecord]) -> JSONValue {
    .array(
      records.enumerated().map { number, bad in
        [
          "record": .integer(Int64(number)), "valid": false, "keyword": .string(bad.violation.keyword),
          "keywordLocation": .string(bad.violation.keywordLocation.description),
          "instanceLocation": .string(bad.violation.instanceLocation.description),
          "error": .string(bad.violation.sentence),
        ]
      })
  }
}
