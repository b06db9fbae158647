/// What is known of keys and references when all parts of a stream are together.
struct LateFindings {
  /// What was found in one column of keys.
  struct Duplicates {
    /// Entries, and those of them whose value an earlier record had.
    var entries = 0
    var repeated = 0
    /// Repeated ones whose record meets the schema.
    var repeatedConforming = 0
    /// The first repeated ones, in the order of the records.
    var examples: [Example] = []
  }

  struct Example: Comparable {
    /// The record, and the first one that has the same value.
    let record: Int
    let first: Int

    static func < (left: Example, right: Example) -> Bool { left.record < right.record }
  }

  /// What was found of one relationship.
  struct Unresolved {
    var references = 0
    /// The first records that have some.
    var records: [Int] = []
  }

  private(set) var columns: [Duplicates] = []

  /// By relationship; nothing for those that were resolved at once.
  private(set) var relationships: [Unresolved] = []

  /// Records that are incomplete because of references that could not be resolved earlier.
  private(set) var incompleteRecords = 0

  /// - Parameter limit: how many examples are kept of each column and relationship.
  init(_ tally: QualityTally, _ plan: QualityPlan, limit: Int) throws(SpillError) {
    let program = plan.rulesProgram
    let needed = Set((plan.keyField == nil ? [] : [0]) + program.uniqueRules.map(\.column))
    for (index, runs) in tally.evidence.columns.enumerated() {
      columns.append(needed.contains(index) ? try Self.duplicates(in: runs, limit) : Duplicates())
    }
    let waiting = UnresolvedRecords(tally.memory)
    for (index, relationship) in program.relationships.enumerated() {
      let references = tally.evidence.references[index]
      let keys =
        switch relationship.target {
        case .column(let column): tally.evidence.columns[column]
        case .outside: plan.keySets[relationship.definition.target]?.runs ?? KeyRuns()
        }
      relationships.append(try Self.unresolved(references, among: keys, waiting, limit))
    }
    incompleteRecords = try waiting.count()
  }

  private static func duplicates(in runs: KeyRuns, _ limit: Int) throws(SpillError) -> Duplicates {
    var found = Duplicates()
    var first: KeyEntry?
    var merged = try runs.merged()
    while let entry = try merged.next() {
      found.entries &+= 1
      guard let earlier = first, earlier.fingerprint == entry.fingerprint else {
        first = entry
        continue
      }
      found.repeated &+= 1
      if entry.mark { found.repeatedConforming &+= 1 }
      found.examples.insert(Example(record: entry.record, first: earlier.record), keeping: limit)
    }
    return found
  }

  private static func unresolved(
    _ references: KeyRuns, among keys: KeyRuns, _ waiting: UnresolvedRecords, _ limit: Int
  ) throws(SpillError) -> Unresolved {
    var found = Unresolved()
    guard references.count > 0 else { return found }
    var merged = try references.merged()
    var known = try keys.merged()
    var key = try known.next()
    while let reference = try merged.next() {
      while let present = key, present.fingerprint < reference.fingerprint { key = try known.next() }
      if key?.fingerprint == reference.fingerprint { continue }
      found.references &+= 1
      if !found.records.contains(reference.record) { found.records.insert(reference.record, keeping: limit) }
      if reference.mark { try waiting.add(reference.record) }
    }
    return found
  }
}

extension Array where Element: Comparable {
  /// Inserts into a sorted array that keeps its least elements.
  fileprivate mutating func insert(_ element: Element, keeping limit: Int) {
    if count >= limit {
      guard let last, element < last else { return }
      removeLast()
    }
    insert(element, at: firstIndex { element < $0 } ?? count)
  }
}

/// Records whose references wait in vain: how many different ones there are.
private final class UnresolvedRecords {
  private let bag = KeyBag()
  private let memory: MemoryBound
  private var file: SpillFile?

  init(_ memory: MemoryBound) { self.memory = memory }

  func add(_ record: Int) throws(SpillError) {
    // Spread over the words that are sorted by, the number of the record stands for its fingerprint.
    let spread = UInt64(truncatingIfNeeded: record) &* 0x9E37_79B9_7F4A_7C15
    bag.append(KeyEntry(KeyFingerprint(high: spread, low: 0), record: record, mark: false))
    guard bag.memory > memory.bytes else { return }
    try bag.spill(to: try SpillFile.made(unless: &file, in: memory.folder))
  }

  func count() throws(SpillError) -> Int {
    var merged = try bag.finish().merged()
    var last = 0
    var count = 0
    while let entry = try merged.next() {
      if entry.record != last { count &+= 1 }
      last = entry.record
    }
    return count
  }
}
