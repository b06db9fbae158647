/// Bytes that are in memory already.
public final class MemoryByteSource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  /// The most that one read gives; for pieces as a pipe gives them.
  private let longestRead: Int

  /// Copies the bytes.
  ///
  /// - Parameter longestRead: the most that one read gives, at least 1.
  public init(_ bytes: some Sequence<UInt8>, longestRead: Int = .max) {
    self.bytes = Array(bytes)
    self.longestRead = max(longestRead, 1)
  }

  /// The text in UTF-8.
  public convenience init(_ text: String) { self.init(text.utf8) }

  /// Copies the next bytes; never fails.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = min(buffer.count, bytes.count - position, longestRead)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
