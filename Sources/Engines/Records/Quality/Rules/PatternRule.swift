/// `pattern`: strings of a form.
struct PatternRule: RuleKind {
  static let id = "pattern"
  static let help = "The values of the field are strings in which a regular expression (ECMA-262) is found."
  static let parameters = [
    RuleParameter(
      name: "pattern", help: "searched anywhere in the string unless ^ and $ say otherwise", schema: ["type": "string"],
      isRequired: true),
    RuleParameter(
      name: "forbidden", help: "whether the pattern must not be found; false unless said otherwise",
      schema: ["type": "boolean"]),
  ]
  static let example = RuleExample(
    rule: ["rule": "pattern", "field": "key", "parameters": ["pattern": "^[A-Z]+-[0-9]+$"]],
    passing: [["key": "OPS-12"], ["key": nil]], failing: [["key": "ops-12"], ["key": 12]])

  let pattern: RecordPattern?
  let isForbidden: Bool

  init(reading parameters: inout RuleReader) {
    isForbidden = parameters.bool("forbidden", default: false)
    guard let text = parameters.text("pattern") else {
      pattern = nil
      return
    }
    do throws(PatternError) {
      pattern = try RecordPattern(compiling: text)
    } catch {
      pattern = nil
      parameters.note("pattern", "the pattern cannot be used: \(error)", remedy: "write a pattern of ECMA-262")
    }
  }

  func compile(into compiler: inout RuleCompiler) {
    guard let pattern else { return }
    compiler.patterns.append(pattern)
    // The sign of the operand says whether a match is wanted.
    let position = compiler.patterns.count - 1
    compiler.add(
      .pattern, operand: isForbidden ? -1 - position : position,
      demand: isForbidden ? "must not match the pattern \(pattern.text)" : "must match the pattern \(pattern.text)")
  }
}
