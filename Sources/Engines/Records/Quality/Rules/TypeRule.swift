/// `type`: which kinds of values a field holds.
struct TypeRule: RuleKind {
  static let id = "type"
  static let help = "The values of the field are of certain kinds; all kinds that were seen are counted."
  static let parameters = [
    RuleParameter(
      name: "kinds", help: "what is allowed: null, boolean, integer, number, string, array, object",
      schema: [
        "type": "array", "minItems": 1,
        "items": ["enum": ["null", "boolean", "integer", "number", "string", "array", "object"]],
      ], isRequired: true)
  ]
  static let example = RuleExample(
    rule: ["rule": "type", "field": "priority", "parameters": ["kinds": ["integer", "null"]]],
    passing: [["priority": 3], ["priority": nil], ["priority": 2.0], ["title": "no priority"]],
    failing: [["priority": "3"], ["priority": 2.5]])

  let kinds: KindSet

  init(reading parameters: inout RuleReader) {
    var kinds: KindSet = []
    for name in parameters.texts("kinds") ?? [] {
      if let kind = KindSet(schemaName: name) {
        kinds.formUnion(kind)
      } else {
        parameters.note(
          "kinds", "there is no kind \"\(name)\"", remedy: NearestName.advice(for: name, among: Self.names))
      }
    }
    self.kinds = kinds
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.kinds.append(kinds)
    compiler.add(.type, operand: compiler.kinds.count - 1, demand: "must be \(kinds.sentence)")
  }

  /// In the order of the counts: `integer` stands for whole numbers, `number` for all others.
  static let names = ["null", "boolean", "integer", "number", "string", "array", "object"]

  /// The position of a value's kind among the names.
  @inline(__always)
  static func position(_ kind: KindSet) -> Int { kind.rawValue.trailingZeroBitCount }
}
