/// `reference`: keys that exist somewhere else.
struct ReferenceRule: RuleKind {
  static let id = "reference"
  static let help = "The keys in the field exist: in the same records, in another file, or in a given set of keys."
  static let checkType = QualityRule.CheckType.dataCompleteness
  static let parameters = [
    RuleParameter(
      name: "to", help: "self, or a name under the references of the rules file", schema: ["type": "string"],
      isRequired: true),
    RuleParameter(
      name: "to_field", help: "with self: the field that holds the keys, if it is not the key of the records",
      schema: ["type": "string"]),
    RuleParameter(
      name: "essential", help: "whether a record is incomplete without; true for rules that fail unless said otherwise",
      schema: ["type": "boolean"]),
  ]
  static let example = RuleExample(
    rule: ["rule": "reference", "field": "parent", "parameters": ["to": "self", "to_field": "id"]],
    passing: [["id": "a", "parent": "b"], ["id": "b", "parent": nil], ["id": 3, "parent": ["a", "3"]]],
    failing: [["id": "d", "parent": "nobody"]])

  let target: String
  let targetField: String?
  let isEssential: Bool?

  init(reading parameters: inout RuleReader) {
    target = parameters.text("to") ?? ""
    targetField = parameters.text("to_field")
    isEssential = parameters.value("essential") == nil ? nil : parameters.bool("essential", default: true)
    if targetField != nil, target != QualityPlan.itself {
      parameters.note("to_field", "to_field goes with self", remedy: "name the field under the references")
    }
    if let targetField, FieldName(targetField) == nil {
      parameters.note("to_field", "this is no field", remedy: "write a name, or a JSON pointer such as /author/id")
    }
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.addReference(self)
  }
}
