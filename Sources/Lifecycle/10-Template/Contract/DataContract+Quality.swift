internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// The checks of the records as a whole.
  var recordQuality: [JSONValue] {
    let count = Scoring.requiredCount(expected: expectedRecordCount)
    return [
      [
        "id": "record_count", "name": "record_count", "type": "library", "metric": "rowCount",
        "mustBeGreaterOrEqualTo": .integer(Int64(count)), "dimension": "completeness", "severity": "error",
        "description": .string("At least 95 % of the \(expectedRecordCount.grouped) records expected are there."),
      ],
      [
        "id": "unique_key", "name": "unique_key", "type": "library", "metric": "duplicateValues", "mustBe": 0,
        "unit": "rows", "arguments": ["properties": [.string(Self.keyField)]], "dimension": "uniqueness",
        "severity": "error", "description": "No two records have the same key.",
      ],
      [
        "id": "schema", "name": "schema", "type": "custom", "engine": "dataops", "dimension": "conformity",
        "severity": "error", "description": "Every record meets the JSON Schema.",
        "implementation": [
          "command": "dataops records validate --schema schema.json --assert-formats records.ndjson"
        ],
      ],
    ] + relationshipQuality
  }

  private var relationshipQuality: [JSONValue] {
    document.relationships.map { relationship in
      let place = relationship.target == .own ? "a record of this dataset" : relationship.target.rawValue
      return [
        "id": .string("relationship_\(relationship.name)"), "name": .string("relationship_\(relationship.name)"),
        "type": "text", "dimension": "consistency", "severity": relationship.isEssential ? "error" : "warning",
        "description": .string(
          relationship.isEssential
            ? "At least 95 % of the keys in '\(relationship.field)' are those of \(place)."
            : "The keys in '\(relationship.field)' are those of \(place)."),
      ]
    }
  }

  /// The checks of one field of the record.
  func quality(of field: FieldDefinition, isKey: Bool) -> [JSONValue] {
    var checks: [JSONValue] = []
    if field.isRequired {
      checks.append([
        "id": .string("\(field.name)_filled"), "name": .string("\(field.name)_filled"), "type": "library",
        "metric": "nullValues", "mustBe": 0, "unit": "rows", "dimension": "completeness", "severity": "error",
        "description": .string("'\(field.name)' is filled in every record."),
      ])
    }
    if isKey {
      checks.append([
        "id": .string("\(field.name)_unique"), "name": .string("\(field.name)_unique"), "type": "library",
        "metric": "duplicateValues", "mustBe": 0, "unit": "rows", "dimension": "uniqueness", "severity": "error",
      ])
    }
    var arguments = JSONObject()
    if let allowed = field.allowedValues { arguments["validValues"] = .array(allowed) }
    if let pattern = field.pattern { arguments["pattern"] = .string(pattern) }
    if !arguments.isEmpty {
      checks.append([
        "id": .string("\(field.name)_valid"), "name": .string("\(field.name)_valid"), "type": "library",
        "metric": "invalidValues", "arguments": .object(arguments), "mustBe": 0, "unit": "rows",
        "dimension": "conformity", "severity": "error",
      ])
    }
    return checks
  }
}
