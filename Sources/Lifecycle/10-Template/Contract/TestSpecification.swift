internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// What is checked, by which thresholds, and how to run the same checks elsewhere; Markdown.
  var testSpecification: String {
    """
    # Test specification: \(title.markdown)

    \(metadata.description.markdown)

    | | |
    |---|---|
    | records | `\(objectName)`, one JSON object a line |
    | template | `\(template.entity.sourcePath)`, version \(metadata.version) |
    | SHA-256 of the template | `\(template.entity.contentHash)` |
    | expected | \(expectedRecordCount.grouped) records |

    ## What is checked

    1. **Schema**: every record meets `\(ContractFile.schema)` (JSON Schema 2020-12, formats asserted). Threshold: 100 % of the
       records. Members that the schema does not name are allowed and warned of.
    2. **Completeness**, three conditions that must all hold: every required field is there and not null in at least 95 % of the
       records; at least \(Scoring.requiredCount(expected: expectedRecordCount).grouped) records are there (95 % of those \
    expected); at least 95 % of the keys of each essential relationship lead to something.
    3. **Uniqueness**: no two records have the same `\(Self.keyField)`.

    A dataset is ready where every check meets its own threshold and the weighted score, unrounded, is at least 95.

    ## Fields

    | field | type | required | must be |
    |---|---|---|---|
    \(document.fields.flatMap { rows(of: $0) }.joined(separator: "\n"))

    ## Relationships

    \(relationshipTable)

    ## Running the checks

    With this product, where exit code 0 means that all is well, 1 that records are not, 2 that the check could not run:

    ```
    dataops records validate --schema \(ContractFile.schema) --assert-formats FILE
    dataops records check --rules \(ContractFile.rules) --schema \(ContractFile.schema) FILE
    ```

    With any other validator of JSON Schema 2020-12, asserting formats; for example in Python:

    ```
    import json, jsonschema
    validator = jsonschema.Draft202012Validator(json.load(open("\(ContractFile.schema)")),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    for number, line in enumerate(open("FILE")):
        for error in validator.iter_errors(json.loads(line)):
            print(number, error.json_path, error.message)
    ```

    The same promises, for tools that read data contracts, are in `\(ContractFile.contract)` (Open Data Contract Standard 3.1.0).

    """
  }

  private var relationshipTable: String {
    guard !document.relationships.isEmpty else { return "None." }
    let rows = document.relationships.map { relationship in
      let target =
        relationship.target == .own
        ? "`\(Self.keyField)` of another record" : "`\(ContractFile.references(of: relationship.target.rawValue))`"
      let share = relationship.isEssential ? "yes, 95 %" : "no, warned of"
      return "| \(relationship.name) | `\(relationship.field)` | \(target) | \(share) |"
    }
    return "| relationship | field | leads to | essential |\n|---|---|---|---|\n" + rows.joined(separator: "\n")
  }

  private func rows(of field: FieldDefinition, in path: String = "") -> [String] {
    let name = path + field.name
    let row = "| `\(name)` | \(field.kind.rawValue) | \(field.isRequired ? "yes" : "no") | \(constraints(of: field)) |"
    var rows = [row] + field.fields.flatMap { self.rows(of: $0, in: name + ".") }
    if let items = field.items {
      var element = items
      element.name = "[]"
      element.isRequired = true
      rows += self.rows(of: element, in: name)
    }
    return rows
  }

  private func constraints(of field: FieldDefinition) -> String {
    var parts: [String] = []
    if let format = field.format { parts.append(format.rawValue) }
    if let values = field.allowedValues {
      parts.append(
        "one of " + values.map { "`\(String(decoding: $0.bytes(), as: UTF8.self).markdown)`" }.joined(separator: ", "))
    }
    if let pattern = field.pattern { parts.append("matching `\(pattern.markdown)`") }
    if let text = Self.range(field.minimumLength, field.maximumLength) { parts.append("\(text) characters") }
    if let text = Self.range(field.minimum.map(Self.number), field.maximum.map(Self.number)) { parts.append(text) }
    if let text = Self.range(field.minimumItems, field.maximumItems) { parts.append("\(text) items") }
    if field.hasUniqueItems { parts.append("no item twice") }
    return parts.joined(separator: "; ")
  }

  private static func range(_ least: (some CustomStringConvertible)?, _ most: (some CustomStringConvertible)?)
    -> String?
  {
    switch (least, most) {
    case (let least?, let most?): "\(least) to \(most)"
    case (let least?, nil): "at least \(least)"
    case (nil, let most?): "at most \(most)"
    case (nil, nil): nil
    }
  }

  private static func number(_ value: Double) -> String {
    String(decoding: JSONValue.shortest(value).bytes(), as: UTF8.self)
  }
}

extension String {
  /// As text in a cell of a table: on one line, bars escaped.
  fileprivate var markdown: String {
    replacing("|", with: "\\|").split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
