import DataRecords

/// A few values of which some are more usual than others.
struct WeightedWords: Sendable {
  /// As JSON.
  private let values: ByteTable
  /// Running totals of the weights.
  private let totals: [Int]
  /// Position of the value that says that an issue is done.
  private let done: Int?

  /// Those of `usual` that `allowed` holds; if none is left, all of `allowed` alike; nil where both leave nothing.
  init?(_ usual: [(String, Int)], allowed: [JSONValue]?, most: Int? = nil) {
    var entries = usual.map { (value: JSONValue.string($0.0), weight: $0.1) }
    if let allowed { entries = entries.filter { allowed.contains($0.value) } }
    if entries.isEmpty { entries = (allowed ?? []).map { (value: $0, weight: 1) } }
    guard !entries.isEmpty else { return nil }
    var values = ByteTable()
    for entry in entries { values.append(entry.value.bytes()) }
    self.values = values
    totals = entries.reduce(into: []) { $0.append(($0.last ?? 0) + max(1, $1.weight)) }
    done = entries.firstIndex { $0.value == .string("Done") }
  }

  /// Values that are all alike.
  init(alike entries: [JSONValue]) {
    var values = ByteTable()
    for entry in entries { values.append(entry.bytes()) }
    self.values = values
    totals = Array(1...max(1, entries.count))
    done = nil
  }

  var count: Int { values.count }

  func choose(_ random: inout RandomSource) -> Int {
    let choice = random.next(below: totals.last ?? 1)
    return totals.firstIndex { choice < $0 } ?? 0
  }

  func isDone(_ choice: Int) -> Bool { choice == done }

  func write(_ choice: Int, to writer: inout JSONWriter) { values.write(choice, to: &writer) }
}

extension OwnField {
  /// The values that the field usually has.
  var usualValues: [(String, Int)] {
    switch self {
    case .language:
      [
        ("Java", 5), ("Kotlin", 4), ("TypeScript", 5), ("Go", 4), ("Python", 5), ("Swift", 2), ("Rust", 2), ("C#", 2),
        ("C++", 1), ("SQL", 1), ("HCL", 1),
      ]
    case .license: [("Proprietary", 8), ("Apache-2.0", 3), ("MIT", 2), ("BSD-3-Clause", 1)]
    case .visibility: [("internal", 6), ("private", 3), ("public", 1)]
    case .defaultBranch: [("main", 8), ("trunk", 1), ("develop", 1)]
    case .issueType: [("Bug", 7), ("Story", 6), ("Task", 6), ("Incident", 2)]
    case .priority: [("Highest", 1), ("High", 4), ("Medium", 8), ("Low", 4), ("Lowest", 1)]
    case .reactions: [("+1", 6), ("eyes", 4), ("white_check_mark", 4), ("heart", 2), ("tada", 2), ("thinking_face", 1)]
    default: []
    }
  }

  func usualStates(_ type: DatasetType) -> [(String, Int)] {
    guard self == .status else { return usualValues }
    return type == .jiraIssues
      ? [("To Do", 5), ("In Progress", 4), ("In Review", 2), ("Blocked", 1), ("Done", 9)]
      : [("current", 17), ("draft", 2), ("archived", 1)]
  }
}
