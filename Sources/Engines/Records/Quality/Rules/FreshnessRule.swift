/// `freshness`: how old the newest and the oldest records are.
struct FreshnessRule: RuleKind {
  static let id = "freshness"
  static let help = "The times of the field are recent: the newest one, the oldest one, and none lies in the future."
  static let parameters = [
    RuleParameter(
      name: "newest_within", help: "how long ago the newest time may be, such as 24h", schema: duration),
    RuleParameter(
      name: "oldest_within", help: "how long ago every time may be, such as 365d", schema: duration),
    RuleParameter(
      name: "allow_future", help: "whether times after now are right; false unless said otherwise",
      schema: ["type": "boolean"]),
  ]
  static let example = RuleExample(
    rule: ["rule": "freshness", "field": "updated", "parameters": ["newest_within": "24h", "oldest_within": "30d"]],
    passing: [["updated": "2024-05-31T11:00:00Z"], ["updated": "2024-05-02"], ["updated": nil]],
    failing: [["updated": "2024-04-30"], ["updated": "2024-06-01"], ["updated": "yesterday"]])

  private static let duration: JSONValue = ["type": "string", "pattern": "^[0-9]+[smhdw]$"]

  /// What every time must be within.
  let range: TimeRange

  /// The newest time is not before this.
  let newestFrom: RecordInstant?
  private let demand: String

  init(reading parameters: inout RuleReader) {
    let newest = parameters.duration("newest_within")
    let oldest = parameters.duration("oldest_within")
    let allowsFuture = parameters.bool("allow_future", default: false)
    let now = parameters.clock(nil)
    if parameters.value("newest_within") == nil, parameters.value("oldest_within") == nil {
      parameters.note(nil, "freshness needs a limit", remedy: "give newest_within or oldest_within")
    }
    var range = TimeRange()
    if let now, let oldest { range.lower = .init(instant: now.moved(by: 0 &- oldest), isOpen: false) }
    if let now, !allowsFuture { range.upper = .init(instant: now, isOpen: false) }
    self.range = range
    newestFrom = newest.flatMap { newest in now?.moved(by: 0 &- newest) }
    let words = [
      parameters.value("oldest_within")?.string.map { "not older than \($0)" },
      allowsFuture ? nil : "not in the future",
    ]
    demand = (["must be a time"] + words.compactMap(\.self)).joined(separator: ", ")
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.fresh.append(range)
    compiler.add(.freshness, operand: compiler.fresh.count - 1, demand: demand)
  }
}

extension FreshnessRule {
  /// The verdict on the times that were seen.
  func judge(_ result: RuleResult) -> RuleResult {
    guard let newestFrom, result.newest.map({ $0 < newestFrom }) ?? true else { return result }
    var result = result
    result.passed = false
    result.sentence = result.newest.map { "the newest time is \($0), before \(newestFrom)" } ?? "there is no time"
    return result
  }
}
