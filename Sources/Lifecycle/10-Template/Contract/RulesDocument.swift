internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// What the gate asks beside the schema, as a rules file of `dataops records check`.
  var rules: JSONValue {
    [
      "version": 1,
      "title": .string(title),
      "key": .string(Self.keyField),
      "required": .array(document.fields.filter(\.isRequired).map { .string($0.name) }),
      "completeness_threshold": 0.95,
      "rules": .array([countRule] + relationshipRules),
      "references": .object(references),
    ]
  }

  /// Only a warning, because parts and samples are checked by the same rules.
  private var countRule: JSONValue {
    [
      "name": "record_count", "rule": "count",
      "parameters": ["min": .integer(Int64(Scoring.requiredCount(expected: expectedRecordCount)))],
      "severity": "warn",
      "description": .string(
        "At least 95 % of the \(expectedRecordCount.grouped) records of a whole dataset are there."),
    ]
  }

  private var relationshipRules: [JSONValue] {
    document.relationships.map { relationship in
      [
        "name": .string(relationship.name), "rule": "reference", "field": .string(relationship.field),
        "parameters": ["to": .string(relationship.target.rawValue), "essential": .bool(relationship.isEssential)],
        "severity": relationship.isEssential ? "fail" : "warn", "threshold": 0.95,
      ]
    }
  }

  private var references: JSONObject {
    var references = JSONObject()
    for target in targets {
      references[target.rawValue] = [
        "file": .string(ContractFile.references(of: target.rawValue)), "field": .string(Self.keyField),
      ]
    }
    return references
  }
}
