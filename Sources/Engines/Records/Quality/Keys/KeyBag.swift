/// A bag of entries that is being filled by one pass.
final class KeyBag {
  private var block = KeyBlock()
  private var runs = KeyRuns()

  /// Bytes of memory.
  var memory: Int { block.memory + runs.memory }

  @inline(__always)
  func append(_ entry: KeyEntry) { block.append(entry) }

  /// Takes the marks off the last entries; there must not have been a spill since they were added.
  func unmark(last entries: Int) { block.unmark(last: entries) }

  func spill(to file: SpillFile) throws(SpillError) {
    seal()
    try runs.spill(to: file)
  }

  /// What was gathered; the bag is empty afterwards.
  func finish() -> KeyRuns {
    seal()
    defer { runs = KeyRuns() }
    return runs
  }

  private func seal() {
    block.content.sortEntries()
    runs.append(KeyRun(block))
    block = KeyBlock()
  }
}
