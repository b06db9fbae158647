/// `count`: how many records there are.
struct CountRule: RuleKind {
  static let id = "count"
  static let help = "There are so many records."
  static let checkType = QualityRule.CheckType.dataCompleteness
  static let subject = RuleSubject.dataset
  static let parameters = [
    RuleParameter(name: "expected", help: "exactly so many", schema: ["type": "integer", "minimum": 0]),
    RuleParameter(name: "min", help: "at least so many", schema: ["type": "integer", "minimum": 0]),
    RuleParameter(name: "max", help: "at most so many", schema: ["type": "integer", "minimum": 0]),
  ]
  static let example = RuleExample(
    rule: ["rule": "count", "parameters": ["min": 1, "max": 2]], passing: [["id": 1], ["id": 2]], failing: [["id": 3]])

  let range: ClosedRange<Int>

  init(reading parameters: inout RuleReader) {
    let expected = parameters.count("expected")
    let least = parameters.count("min") ?? expected ?? 0
    let most = parameters.count("max") ?? expected ?? .max
    range = min(least, most)...max(least, most)
    if parameters.value("expected") != nil {
      if parameters.value("min") != nil || parameters.value("max") != nil {
        parameters.note("expected", "expected stands beside min or max", remedy: "keep the one or the other")
      }
    } else if parameters.value("min") == nil, parameters.value("max") == nil {
      parameters.note(nil, "count needs a number", remedy: "give expected, min or max")
    }
    if least > most { parameters.note("max", "max is less than min", remedy: "exchange them") }
  }

  func compile(into compiler: inout RuleCompiler) {}
}

extension CountRule {
  /// The verdict on so many records.
  func judge(_ records: Int, _ result: RuleResult) -> RuleResult {
    var result = result
    result.threshold = nil
    result.failed = records < range.lowerBound ? range.lowerBound - records : max(records - range.upperBound, 0)
    result.passed = range.contains(records)
    guard !result.passed else { return result }
    let wanted =
      range.lowerBound == range.upperBound
      ? "\(range.lowerBound)"
      : range.upperBound == .max
        ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    result.sentence = "there are \(records) records, not \(wanted)"
    return result
  }
}
