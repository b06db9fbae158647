/// The entries of several runs in their order, one after the other.
struct MergedKeys: ~Copyable {
  /// A heap: no cursor stands before the one at half its position.
  private var cursors: [KeyCursor] = []

  /// Files are read through windows of this size, less when there are many.
  private static let largestWindow = 2048
  private static let memory = 4 << 20

  init(_ runs: [KeyRun]) throws(SpillError) {
    let windowCount = min(
      Self.largestWindow, max(64, Self.memory / MemoryLayout<KeyEntry>.stride / max(runs.count, 1)))
    for run in runs {
      if let cursor = try KeyCursor(run, windowCount: windowCount) { cursors.append(cursor) }
    }
    for position in (0..<cursors.count / 2).reversed() { sink(position) }
  }

  mutating func next() throws(SpillError) -> KeyEntry? {
    guard let first = cursors.first else { return nil }
    let entry = first.head
    if try !first.advance() {
      let last = cursors.removeLast()
      if !cursors.isEmpty { cursors[0] = last }
    }
    if cursors.count > 1 { sink(0) }
    return entry
  }

  private mutating func sink(_ start: Int) {
    var position = start
    while true {
      var least = position
      for child in [2 * position + 1, 2 * position + 2]
      where child < cursors.count && cursors[child].head < cursors[least].head {
        least = child
      }
      guard least != position else { return }
      cursors.swapAt(position, least)
      position = least
    }
  }
}
