/// Failing examples, the first few of every rule, so that a frequent failure does not hide a rare one.
///
/// Which ones are kept does not depend on the order in which they are added.
public struct QualityExamples: Sendable, Hashable {
  /// How many are shown altogether.
  public let limit: Int

  /// By rule, in the order of the records; at most ``limitPerRule`` each.
  private var byRule: [String: [QualityExample]] = [:]

  /// - Parameter limit: how many are shown altogether; less than 0 becomes 0.
  public init(limit: Int) { self.limit = max(limit, 0) }

  /// A quarter of the limit, but not less than one.
  public var limitPerRule: Int { limit == 0 ? 0 : max(1, limit / 4) }

  /// In the order of the records.
  public var all: [QualityExample] { byRule.values.joined().sorted() }

  /// Those of one rule, in the order of the records.
  public func of(rule: String) -> [QualityExample] { byRule[rule] ?? [] }

  /// At most ``limit`` examples: the first one of every rule, then the second ones, and so on.
  public var shown: [QualityExample] {
    let ranked = byRule.values.flatMap { examples in
      examples.enumerated().map { (rank: $0.offset, example: $0.element) }
    }
    return ranked.sorted { ($0.rank, $0.example) < ($1.rank, $1.example) }.prefix(limit).map(\.example).sorted()
  }

  /// Whether an example of this record would be kept, or might be.
  func hasRoom(for rule: String, record: Int) -> Bool {
    guard let examples = byRule[rule], examples.count >= limitPerRule else { return limit > 0 }
    return record <= examples[examples.count - 1].record
  }

  /// Keeps the example if it is among the first of its rule.
  public mutating func add(_ example: QualityExample) {
    guard hasRoom(for: example.rule, record: example.record) else { return }
    var examples = byRule[example.rule] ?? []
    let position = examples.lastIndex { $0 <= example }.map { $0 + 1 } ?? 0
    examples.insert(example, at: position)
    if examples.count > limitPerRule { examples.removeLast() }
    byRule[example.rule] = examples
  }

  /// Adds the examples of another part of the stream, whose records come after `records` others.
  mutating func add(_ other: QualityExamples, after records: Int) {
    for var example in other.all {
      example.record += records
      add(example)
    }
  }
}

extension QualityExamples: Codable {
  private enum CodingKeys: CodingKey {
    case limit, all
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(limit: try container.decode(Int.self, forKey: .limit))
    for example in try container.decode([QualityExample].self, forKey: .all) { add(example) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(limit, forKey: .limit)
    try container.encode(all, forKey: .all)
  }
}
