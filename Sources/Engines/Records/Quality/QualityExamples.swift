/// Failing examples, the first few of every rule, so that a frequent failure does not hide a rare one.
public struct QualityExamples: Sendable, Hashable {
  /// How many are shown altogether.
  public let limit: Int

  /// In the order of the records; at most ``limitPerRule`` of each rule.
  public private(set) var all: [QualityExample] = []

  private var counts: [String: Int] = [:]

  public init(limit: Int) { self.limit = max(limit, 0) }

  /// A quarter of the limit, but not less than one.
  public var limitPerRule: Int { limit == 0 ? 0 : max(1, limit / 4) }

  /// At most ``limit`` examples: the first one of every rule, then the second ones, and so on.
  public var shown: [QualityExample] {
    var ranks: [String: Int] = [:]
    let ranked = all.map { example in
      ranks[example.rule, default: 0] += 1
      return (rank: ranks[example.rule, default: 0], example: example)
    }
    return ranked.sorted { ($0.rank, $0.example) < ($1.rank, $1.example) }.prefix(limit).map(\.example).sorted()
  }

  func hasRoom(for rule: String) -> Bool { counts[rule, default: 0] < limitPerRule }

  mutating func add(_ example: QualityExample) {
    guard hasRoom(for: example.rule) else { return }
    counts[example.rule, default: 0] += 1
    let position = all.lastIndex { $0 <= example }.map { $0 + 1 } ?? 0
    all.insert(example, at: position)
  }

  /// Adds the examples of a later part of the same stream, which starts after `records` records.
  mutating func add(_ later: QualityExamples, after records: Int) {
    for var example in later.all {
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
