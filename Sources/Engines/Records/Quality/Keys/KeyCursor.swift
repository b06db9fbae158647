/// Where a merge stands in one run.
final class KeyCursor {
  /// The next entry, its record shifted.
  private(set) var head: KeyEntry

  private let run: KeyRun
  private let window: UnsafeMutableBufferPointer<KeyEntry>
  private var next: UnsafePointer<KeyEntry>
  /// Entries of the window that are still to come, and of the file behind it.
  private var waiting: Int
  private var behind: Int
  private var offset = 0

  /// Nil for a run of nothing.
  ///
  /// - Parameter windowCount: how many entries are read from a file at once.
  init?(_ run: KeyRun, windowCount: Int) throws(SpillError) {
    guard run.count > 0 else { return nil }
    self.run = run
    switch run.place {
    case .memory(let block):
      window = .init(start: nil, count: 0)
      waiting = run.count
      behind = 0
      next = UnsafePointer(block.content.baseAddress.unsafelyUnwrapped)
    case .file(_, let offset):
      window = .allocate(capacity: max(min(windowCount, run.count), 1))
      waiting = 0
      behind = run.count
      self.offset = offset
      next = UnsafePointer(window.baseAddress.unsafelyUnwrapped)
    }
    head = KeyEntry(KeyFingerprint(high: 0, low: 0), record: 0, mark: false)
    _ = try advance()
  }

  deinit { window.deallocate() }

  /// False at the end of the run.
  @inline(__always)
  func advance() throws(SpillError) -> Bool {
    if waiting == 0 {
      guard behind > 0 else { return false }
      try refill()
    }
    head = next.pointee.shifted(by: run.shift)
    next += 1
    waiting &-= 1
    return true
  }

  private func refill() throws(SpillError) {
    guard case .file(let file, _) = run.place else { return }
    let count = min(behind, window.count)
    let part = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: window[..<count]))
    try file.read(part, at: offset)
    offset += part.count
    behind -= count
    waiting = count
    next = UnsafePointer(window.baseAddress.unsafelyUnwrapped)
  }
}
