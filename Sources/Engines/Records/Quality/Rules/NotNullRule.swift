/// `not_null`: the field is there.
struct NotNullRule: RuleKind {
  static let id = "not_null"
  static let help = "The field is there and not null."
  static let checkType = QualityRule.CheckType.dataCompleteness
  static let needsParameters = false
  static let parameters = [
    RuleParameter(
      name: "allow_empty", help: "whether an empty string or array counts as there; true unless said otherwise",
      schema: ["type": "boolean"])
  ]
  static let example = RuleExample(
    rule: ["rule": "not_null", "field": "title", "parameters": ["allow_empty": false], "threshold": 0.95],
    passing: [["title": "Release checklist"]], failing: [["title": nil], ["name": "no title"], ["title": ""]])

  let allowsEmpty: Bool

  init(reading parameters: inout RuleReader) {
    allowsEmpty = parameters.bool("allow_empty", default: true)
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.add(allowsEmpty ? .notNull : .notEmpty, demand: allowsEmpty ? "must be there" : "must not be empty")
  }

  @inline(__always)
  static func isEmpty(_ value: TapeValue) -> Bool {
    switch value.tag {
    case Tag.string: value.stringBytes.isEmpty
    case Tag.array: value.contentCount == 0
    default: false
    }
  }
}
