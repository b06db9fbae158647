#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory for entries, filled by one owner and then read by many.
final class KeyBlock: @unchecked Sendable {  // Nobody writes to it after it has become part of a run.
  private var base: UnsafeMutablePointer<KeyEntry>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    self.capacity = max(capacity, 1)
    base = Self.allocate(nil, self.capacity)
  }

  deinit { free(base) }

  /// Bytes that hold entries; what was set aside beyond them has not been touched.
  var memory: Int { count &* MemoryLayout<KeyEntry>.stride }

  var content: UnsafeMutableBufferPointer<KeyEntry> { UnsafeMutableBufferPointer(start: base, count: count) }

  @inline(__always)
  func append(_ entry: KeyEntry) {
    if count == capacity { grow() }
    base[count] = entry
    count &+= 1
  }

  /// Takes the marks off the last entries.
  func unmark(last entries: Int) {
    for index in max(count - entries, 0)..<count { base[index].mark = false }
  }

  func removeAll() { count = 0 }

  private func grow() {
    capacity *= 2
    base = Self.allocate(base, capacity)
  }

  /// Large blocks grow without being copied.
  private static func allocate(
    _ old: UnsafeMutablePointer<KeyEntry>?, _ capacity: Int
  ) -> UnsafeMutablePointer<KeyEntry> {
    let bytes = capacity * MemoryLayout<KeyEntry>.stride
    guard let memory = realloc(old, bytes) else {
      preconditionFailure("there is no memory for \(bytes) bytes of keys")
    }
    return memory.bindMemory(to: KeyEntry.self, capacity: capacity)
  }
}
