/// Memory for tables that live as long as their owner.
final class Arena {
  private var blocks: [UnsafeMutableRawPointer] = []

  /// A copy of trivial elements.
  func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    blocks.append(UnsafeMutableRawPointer(memory))
    return UnsafePointer(memory)
  }

  deinit {
    for block in blocks { block.deallocate() }
  }
}
