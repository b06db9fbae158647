extension RulesFile {
  /// The JSON Schema (2020-12) of rules files, made from the catalogue of rules.
  public static var schema: JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:dataops:rules-file:1",
      "title": "Rules file", "description": "What a dataset is expected to be.", "type": "object",
      "required": ["version"],
      "properties": [
        "$schema": ["type": "string"], "version": ["const": .integer(Int64(version))], "title": ["type": "string"],
        "description": ["type": "string"], "key": ["$ref": "#/$defs/field"],
        "expected_records": ["type": "integer", "minimum": 0],
        "required": ["type": "array", "items": ["$ref": "#/$defs/field"], "uniqueItems": true],
        "completeness_threshold": ["$ref": "#/$defs/share"],
        "rules": ["type": "array", "items": ["$ref": "#/$defs/rule"], "maxItems": 1000],
        "references": ["type": "object", "additionalProperties": ["$ref": "#/$defs/reference"]],
      ], "additionalProperties": false, "$defs": .object(definitions),
    ]
  }

  private static var definitions: JSONObject {
    var definitions: JSONObject = [
      "field": [
        "type": "string", "minLength": 1,
        "description": "a name, or a JSON pointer such as /author/id; /labels/* stands for every element",
      ],
      "share": ["type": "number", "minimum": 0, "maximum": 1],
      "reference": [
        "type": "object",
        "properties": [
          "file": ["type": "string", "minLength": 1], "field": ["$ref": "#/$defs/field"],
          "keys": ["type": "array", "items": ["type": ["string", "integer"]]], "description": ["type": "string"],
        ], "additionalProperties": false, "oneOf": [["required": ["file", "field"]], ["required": ["keys"]]],
        "dependentRequired": ["field": ["file"]],
      ],
      "rule": .object(rule),
    ]
    for kind in RuleCatalogue.kinds { definitions["rule-\(kind.id)"] = .object(kind.ruleSchema) }
    return definitions
  }

  private static var rule: JSONObject {
    let kinds = RuleCatalogue.kinds.map { kind -> JSONValue in
      [
        "if": ["properties": ["rule": ["const": .string(kind.id)]]],
        "then": ["$ref": .string("#/$defs/rule-\(kind.id)")],
      ]
    }
    return [
      "type": "object", "required": ["rule"],
      "properties": [
        "name": ["type": "string", "minLength": 1],
        "check_type": ["enum": .array(QualityRule.CheckType.allCases.map { .string($0.rawValue) })],
        "field": ["$ref": "#/$defs/field"], "rule": ["enum": .array(RuleCatalogue.ids.map(JSONValue.string))],
        "parameters": ["type": "object"],
        "severity": ["enum": .array(QualityRule.Severity.allCases.map { .string($0.rawValue) })],
        "threshold": ["$ref": "#/$defs/share"], "description": ["type": "string"],
      ], "additionalProperties": false, "allOf": .array(kinds),
    ]
  }
}

extension RuleKind {
  /// What rules of the kind must be beyond what all rules are.
  fileprivate static var ruleSchema: JSONObject {
    var properties = JSONObject()
    for parameter in parameters {
      guard var schema = parameter.schema.object else { continue }
      if schema["description"] == nil { schema["description"] = .string(parameter.help) }
      properties[parameter.name] = .object(schema)
    }
    var parameterSchema: JSONObject = ["properties": .object(properties), "additionalProperties": false]
    let required = parameters.filter(\.isRequired).map { JSONValue.string($0.name) }
    // Where nothing in particular is asked for, there must be something.
    let needsParameters = required.isEmpty && needsParameters
    if !required.isEmpty { parameterSchema["required"] = .array(required) }
    if needsParameters { parameterSchema["minProperties"] = 1 }
    var rule: JSONObject = ["description": .string(help), "properties": ["parameters": .object(parameterSchema)]]
    var members: [JSONValue] = subject.needsField ? ["field"] : []
    if !required.isEmpty || needsParameters { members.append("parameters") }
    if !members.isEmpty { rule["required"] = .array(members) }
    if id == UniqueRule.id {
      rule["oneOf"] = [
        ["required": ["field"]], ["required": ["parameters"], "properties": ["parameters": ["required": ["fields"]]]],
      ]
    }
    var excluded: [JSONValue] = []
    if subject == .dataset { excluded.append(["required": ["field"]]) }
    if !subject.allowsThreshold { excluded.append(["required": ["threshold"]]) }
    if !excluded.isEmpty { rule["not"] = ["anyOf": .array(excluded)] }
    return rule
  }
}

extension RulesFile {
  /// ``schema`` as text with a line a member of the outer levels, byte for byte the same each time.
  public static var schemaText: String { schema.indented() + "\n" }
}

extension JSONValue {
  /// Two spaces a level; what fits stays on one line.
  fileprivate func indented(_ depth: Int = 0, after prefix: Int = 0) -> String {
    let line = String(decoding: bytes(), as: UTF8.self)
    if line.count + depth * 2 + prefix <= 110 { return line }
    let inner = String(repeating: "  ", count: depth + 1)
    let outer = String(repeating: "  ", count: depth)
    switch self {
    case .object(let object):
      let members = object.map { member in
        let name = String(decoding: JSONValue.string(member.name).bytes(), as: UTF8.self)
        return "\(inner)\(name): \(member.value.indented(depth + 1, after: name.count + 2))"
      }
      return "{\n" + members.joined(separator: ",\n") + "\n\(outer)}"
    case .array(let elements):
      return "[\n" + elements.map { inner + $0.indented(depth + 1) }.joined(separator: ",\n") + "\n\(outer)]"
    default: return line
    }
  }
}
