/// `set`: values from a list, or not from a list.
struct SetRule: RuleKind {
  static let id = "set"
  static let help = "The values of the field are from a list, or not from another."
  static let parameters = [
    RuleParameter(name: "values", help: "what is allowed", schema: ["type": "array", "minItems": 1]),
    RuleParameter(name: "forbidden", help: "what is not allowed", schema: ["type": "array", "minItems": 1]),
  ]
  static let example = RuleExample(
    rule: ["rule": "set", "field": "/labels/*", "parameters": ["values": ["bug", "docs", 7]]],
    passing: [["labels": ["bug", "docs"]], ["labels": []], ["labels": [7.0]]],
    failing: [["labels": ["bug", "Docs"]], ["labels": [8]]])

  let values: [JSONValue]
  let isAllowed: Bool

  init(reading parameters: inout RuleReader) {
    let allowed = parameters.values("values")
    let forbidden = parameters.values("forbidden")
    if parameters.value("values") == nil, parameters.value("forbidden") == nil {
      parameters.note(nil, "set needs a list", remedy: "give values, or forbidden")
    }
    if allowed != nil, forbidden != nil {
      parameters.note("forbidden", "values and forbidden stand together", remedy: "keep one of them")
    }
    values = allowed ?? forbidden ?? []
    isAllowed = allowed != nil
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.sets.append(
      (ValueSet(values, isAllowed: isAllowed, in: compiler.arena), values.filter { $0.string == nil }))
    let shown = values.prefix(8).map { $0.string ?? String(decoding: $0.bytes(), as: UTF8.self) }
    let list = shown.joined(separator: ", ") + (values.count > 8 ? ", … (\(values.count) values)" : "")
    compiler.add(
      .set, operand: compiler.sets.count - 1,
      demand: isAllowed ? "must be one of \(list)" : "must not be one of \(list)")
  }
}
