/// `ratio`: how many records have certain values.
struct RatioRule: RuleKind {
  static let id = "ratio"
  static let help = "The share of records that have one of some values, or any value, lies between limits."
  static let subject = RuleSubject.field
  static let parameters = [
    RuleParameter(
      name: "values",
      help: "what is counted, among the records in which the field is not null; without it, the records "
        + "in which the field is not null are counted among all", schema: ["type": "array", "minItems": 1]),
    RuleParameter(name: "mostly", help: "the least share", schema: share),
    RuleParameter(name: "at_most", help: "the greatest share", schema: share),
  ]
  static let example = RuleExample(
    rule: ["rule": "ratio", "field": "status", "parameters": ["values": ["done", "closed"], "mostly": 0.5]],
    passing: [["status": "done"], ["status": "open"], ["status": nil]], failing: [["status": "open"]])

  private static let share: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]

  let values: [JSONValue]?
  let least: Double
  let most: Double

  init(reading parameters: inout RuleReader) {
    values = parameters.values("values")
    least = parameters.share("mostly") ?? 0
    most = parameters.share("at_most") ?? 1
    if parameters.value("mostly") == nil, parameters.value("at_most") == nil {
      parameters.note(nil, "ratio needs a limit", remedy: "give mostly or at_most, a number from 0 to 1")
    } else if least > most {
      parameters.note("at_most", "at_most is less than mostly", remedy: "exchange them")
    }
  }

  func compile(into compiler: inout RuleCompiler) {
    guard let values else { return compiler.add(.share, demand: "") }
    compiler.sets.append((ValueSet(values, isAllowed: true, in: compiler.arena), values.filter { $0.string == nil }))
    compiler.add(.shareOfSet, operand: compiler.sets.count - 1, demand: "")
  }
}

extension RatioRule {
  /// The verdict on what was counted.
  func judge(_ result: RuleResult) -> RuleResult {
    var result = result
    result.threshold = nil
    result.passed = result.evaluated == 0 || (result.ratio >= least && result.ratio <= most)
    result.sentence =
      result.passed
      ? nil
      : "\(result.evaluated - result.failed) of \(result.evaluated) records have the values; the share must lie from "
        + "\(least) to \(most)"
    return result
  }
}
