/// Bytes that are in memory already.
public final class MemoryByteSource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  /// The most that one read gives; for pieces as a pipe gives them.
  private let longestRead: Int

  public init(_ bytes: some Sequence<UInt8>, longestRead: Int = .max) {
    self.bytes = Array(bytes)
    self.longestRead = max(longestRead, 1)
  }

  public convenience init(_ text: String) { self.init(text.utf8) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = min(buffer.count, bytes.count - position, longestRead)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
