import CZstd

/// The text of a zstd file (RFC 8878): one frame after the other, checksums verified where there are any.
///
/// A frame that asks for more than 128 MiB of window is refused, as `zstd` itself does by default.
final class ZstdByteSource: ByteSource {
  private static let largestWindow: Int32 = 27

  private let source: BufferedByteSource
  private let context: OpaquePointer
  private var isInFrame = false

  /// Told by the read after the one that met it, so that nothing that was decompressed before it is lost.
  private var failure: InputError?

  init(_ source: BufferedByteSource) throws(InputError) {
    guard let context = ZSTD_createDCtx() else {
      throw InputError(.outOfMemory, "there is no memory to decompress zstd")
    }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindow)
    self.source = source
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  var isWaiting: Bool { source.isWaiting }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if let failure { throw failure }
    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    do throws(InputError) { try fill(&output) } catch {
      failure = error
      if output.pos == 0 { throw error }
    }
    return output.pos
  }

  private func fill(_ output: inout ZSTD_outBuffer) throws(InputError) {
    while output.pos < output.size {
      // All that can be had without waiting goes out together.
      if output.pos > 0, source.isWaiting { return }
      try source.fill(1)
      let available = source.available
      var input = ZSTD_inBuffer(src: available.baseAddress, size: available.count, pos: 0)
      if available.isEmpty {
        guard isInFrame else { return }
        // The last bytes of a frame may still be inside of the decompressor.
        let before = output.pos
        try decompress(&output, &input)
        guard output.pos > before || !isInFrame else {
          throw InputError(
            .truncatedCompression,
            "the zstd data ends too early, after \(source.position) bytes of it; the file was cut off")
        }
      } else {
        try decompress(&output, &input)
        source.consume(input.pos)
      }
    }
  }

  private func decompress(_ output: inout ZSTD_outBuffer, _ input: inout ZSTD_inBuffer) throws(InputError) {
    let status = ZSTD_decompressStream(context, &output, &input)
    guard ZSTD_isError(status) == 0 else {
      throw InputError(
        .corruptCompression,
        "the zstd data is corrupt at byte \(source.position + input.pos): \(String(cString: ZSTD_getErrorName(status)))"
      )
    }
    isInFrame = status != 0
  }
}
