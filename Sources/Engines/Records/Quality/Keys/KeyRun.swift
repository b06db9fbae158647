/// Sorted entries that never change again, in memory or in a temporary file.
struct KeyRun: Sendable {
  enum Place: Sendable {
    case memory(KeyBlock)
    /// From this byte of the file on.
    case file(SpillFile, Int)
  }

  let place: Place
  let count: Int

  /// What is added to the record of every entry.
  var shift = 0

  init(_ block: KeyBlock) {
    place = .memory(block)
    count = block.count
  }

  init(_ file: SpillFile, at offset: Int, count: Int) {
    place = .file(file, offset)
    self.count = count
  }

  /// Bytes of memory.
  var memory: Int {
    if case .memory(let block) = place { block.memory } else { 0 }
  }
}
