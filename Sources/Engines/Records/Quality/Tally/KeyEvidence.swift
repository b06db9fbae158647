/// The keys and references of a part of a stream, from which duplicates and unresolved references follow when all
/// parts are together.
struct KeyEvidence: Sendable {
  /// By column of the plan.
  var columns: [KeyRuns]

  /// References that cannot be resolved yet, by relationship of the plan.
  var references: [KeyRuns]

  var texts: KeyTexts

  /// Where the evidence goes that is too much for memory; nil before.
  var file: SpillFile?

  /// Bytes of memory.
  var memory: Int {
    columns.reduce(0) { $0 + $1.memory } + references.reduce(0) { $0 + $1.memory } + texts.memory
  }

  mutating func add(_ other: KeyEvidence, after records: Int, _ bound: MemoryBound) throws(SpillError) {
    for index in columns.indices where index < other.columns.count {
      try columns[index].add(other.columns[index], after: records)
    }
    for index in references.indices where index < other.references.count {
      try references[index].add(other.references[index], after: records)
    }
    texts.add(other.texts, after: records)
    if memory > bound.bytes { try spill(bound) }
  }

  private mutating func spill(_ bound: MemoryBound) throws(SpillError) {
    let file = try SpillFile.made(unless: &self.file, in: bound.folder)
    for index in columns.indices { try columns[index].spill(to: file) }
    for index in references.indices { try references[index].spill(to: file) }
    try texts.spill(to: file)
  }
}

extension KeyEvidence {
  /// Whether both hold the same; runs and blocks may be cut differently.
  func holdsTheSame(as other: KeyEvidence) throws(SpillError) -> Bool {
    guard columns.count == other.columns.count, references.count == other.references.count else { return false }
    for (mine, theirs) in zip(columns + references, other.columns + other.references) {
      guard mine.count == theirs.count else { return false }
      var left = try mine.merged()
      var right = try theirs.merged()
      while let entry = try left.next() {
        guard try right.next() == entry else { return false }
      }
    }
    return try texts.holdsTheSame(as: other.texts)
  }
}
