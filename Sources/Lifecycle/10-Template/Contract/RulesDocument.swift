internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// What the gate asks beside the schema, as a rules file of `dataops records check`.
  var rules: JSONValue {
    [
      "version": 1,
      "key": .string(Self.keyField),
      "rules": .array([countRule] + filledRules + relationshipRules),
      "references": .object(references),
    ]
  }

  /// Only a warning, because parts and samples are checked by the same rules.
  private var countRule: JSONValue {
    [
      "name": "record_count", "rule": "count", "check_type": "data_completeness",
      "parameters": ["min": .integer(Int64(Scoring.requiredCount(expected: expectedRecordCount)))],
      "severity": "warn",
      "description": .string(
        "At least 95 % of the \(expectedRecordCount.grouped) records of a whole dataset are there."),
    ]
  }

  private var filledRules: [JSONValue] {
    document.fields.filter(\.isRequired).map { field in
      [
        "name": .string("\(field.name)_filled"), "rule": "not_null", "check_type": "data_completeness",
        "field": .string(field.name), "severity": "fail", "threshold": 0.95,
      ]
    }
  }

  private var relationshipRules: [JSONValue] {
    document.relationships.map { relationship in
      let isArray = document.fields.contains { $0.name == relationship.field && $0.kind == .array }
      return [
        "name": .string(relationship.name), "rule": "reference", "check_type": "data_completeness",
        "field": .string(isArray ? "/\(relationship.field)/*" : relationship.field),
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
