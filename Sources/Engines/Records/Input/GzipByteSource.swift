import CZlib

/// The text of a gzip file (RFC 1952): one member after the other, each with its checksum and length verified.
///
/// Zero bytes behind the last member are passed over, as tape drives and `gzip` do.
final class GzipByteSource: ByteSource {
  private let source: BufferedByteSource
  private var stream = z_stream()
  private var isInMember = true

  /// Told by the read after the one that met it, so that nothing that was decompressed before it is lost.
  private var failure: InputError?

  init(_ source: BufferedByteSource) throws(InputError) {
    self.source = source
    // 15 bits of window, and 16 for the header and trailer of gzip.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw InputError(.outOfMemory, "there is no memory to decompress gzip")
    }
  }

  deinit { inflateEnd(&stream) }

  var isWaiting: Bool { source.isWaiting }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if let failure { throw failure }
    let capacity = min(buffer.count, Int(UInt32.max))
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(capacity)
    do throws(InputError) { try fillOutput(capacity) } catch {
      failure = error
      if Int(stream.avail_out) == capacity { throw error }
    }
    return capacity - Int(stream.avail_out)
  }

  private func fillOutput(_ capacity: Int) throws(InputError) {
    while stream.avail_out > 0 {
      // All that can be had without waiting goes out together.
      if Int(stream.avail_out) < capacity, source.isWaiting { return }
      if !isInMember, try !beginMember() { return }
      try source.fill(1)
      let input = source.available
      guard !input.isEmpty else {
        throw InputError(
          .truncatedCompression,
          "the gzip data ends too early, after \(source.position) bytes of it; the file was cut off")
      }
      switch inflate(input) {
      case Z_STREAM_END: isInMember = false
      case Z_OK, Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw InputError(.outOfMemory, "there is no memory to decompress gzip")
      default: throw corrupt(stream.msg.map { String(cString: $0) } ?? "the data is damaged")
      }
    }
  }

  private func inflate(_ input: UnsafeRawBufferPointer) -> Int32 {
    stream.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(input.count)
    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
    source.consume(input.count - Int(stream.avail_in))
    return status
  }

  /// Whether there is another member.
  private func beginMember() throws(InputError) -> Bool {
    while true {
      try source.fill(1)
      guard let first = source.available.first else { return false }
      if first == 0x1F { break }
      guard first == 0 else { throw corrupt("what follows the last member is no gzip data") }
      source.consume(1)
    }
    isInMember = true
    guard inflateReset(&stream) == Z_OK else { throw corrupt("the decompressor cannot begin again") }
    return true
  }

  private func corrupt(_ reason: String) -> InputError {
    InputError(.corruptCompression, "the gzip data is corrupt at byte \(source.position): \(reason)")
  }
}
