/// Another source, of whose next bytes a few can be seen before they are read.
final class BufferedByteSource: ByteSource {
  private static let capacity = 64 << 10

  private let source: any ByteSource
  private let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  private var start = 0
  private var end = 0

  /// Bytes of the source that were handed on.
  private(set) var position = 0

  init(_ source: any ByteSource) { self.source = source }

  deinit { storage.deallocate() }

  /// What is there without reading; all the same until ``consume(_:)`` or a read.
  var available: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }

  /// Makes at least `count` bytes available, or all that are left.
  func fill(_ count: Int) throws(InputError) {
    if start == end { (start, end) = (0, 0) }
    while end - start < min(count, Self.capacity) {
      if end == Self.capacity {
        storage.copyMemory(from: available)
        (start, end) = (0, end - start)
      }
      let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
      guard read > 0 else { return }
      end += read
    }
  }

  /// Passes over the first of the available bytes.
  func consume(_ count: Int) {
    start += count
    position += count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard start < end else {
      let count = try source.read(into: buffer)
      position += count
      return count
    }
    let count = min(buffer.count, end - start)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: available.prefix(count)))
    consume(count)
    return count
  }

  var isWaiting: Bool { start == end && source.isWaiting }
}
