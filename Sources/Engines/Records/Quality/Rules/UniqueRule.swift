/// `unique`: no two records have the same value.
struct UniqueRule: RuleKind {
  static let id = "unique"
  static let help =
    "No two records have the same value in the field, or in several fields together. Values are compared by their text, so 1 and \"1\" are the same; null, arrays and objects are passed over."
  static let subject = RuleSubject.keys
  static let needsParameters = false
  static let parameters = [
    RuleParameter(
      name: "fields", help: "fields whose values are compared together, instead of the one field",
      schema: ["type": "array", "minItems": 1, "items": ["type": "string"]])
  ]
  static let example = RuleExample(
    rule: ["rule": "unique", "parameters": ["fields": ["channel", "position"]]],
    passing: [["channel": "a", "position": 1], ["channel": "b", "position": 1], ["channel": "a", "position": nil]],
    failing: [["channel": "a", "position": 1.0], ["channel": "b", "position": 1]])

  let fields: [FieldName]

  init(reading parameters: inout RuleReader) {
    if let field = parameters.field {
      if parameters.value("fields") != nil {
        parameters.note("fields", "field and fields stand together", remedy: "keep one of them")
      }
      fields = [field]
      return
    }
    let names = parameters.texts("fields") ?? []
    fields = names.compactMap { FieldName($0) }
    if parameters.value("fields") == nil {
      parameters.note(nil, "unique needs a field", remedy: "give the rule a field, or fields as a parameter")
    }
    if fields.count != names.count || fields.contains(where: \.isEach) || Set(fields).count != fields.count
      || fields.count > 16
    {
      parameters.note(
        "fields", "these fields cannot be compared",
        remedy: "name up to 16 different fields that have one value a record: names, or JSON pointers without *")
    }
  }

  func compile(into compiler: inout RuleCompiler) {
    guard !fields.isEmpty else { return }
    compiler.addUnique(fields)
  }
}
