/// What was counted of one rule that looks at records one by one.
struct RuleCount: Sendable, Hashable, Codable {
  /// Records that had something to judge.
  var evaluated = 0

  /// Those of them that broke the rule.
  var failed = 0

  /// Of a `type` rule: values by kind, in the order of ``TypeRule/names``.
  var kinds: [Int]?

  /// Of a `freshness` rule.
  var oldest: RecordInstant?
  var newest: RecordInstant?

  mutating func add(_ other: RuleCount) {
    evaluated += other.evaluated
    failed += other.failed
    if let theirs = other.kinds {
      kinds = kinds.map { zip($0, theirs).map { $0 + $1 } } ?? theirs
    }
    oldest = [oldest, other.oldest].compactMap(\.self).min()
    newest = [newest, other.newest].compactMap(\.self).max()
  }
}
