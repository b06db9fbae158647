import CSimdJSON

/// Reads JSON documents one after the other onto a tape, using its buffers again and again.
///
/// The buffers grow to about fourteen times the largest document read. Unlike ``JSONValue`` it does not look for
/// duplicate member names, and it refuses integers that need more than 64 bits.
public final class JSONParser {
  public let limits: JSONLimits

  /// Nil when there was no memory for it.
  private let parser: OpaquePointer?

  /// Whether the last document was not read for want of memory.
  private(set) var isOutOfMemory = false

  public init(limits: JSONLimits = .default) {
    self.limits = limits
    parser = tape_parser_create(max(limits.maximumDepth, 0))
  }

  deinit {
    if let parser { tape_parser_destroy(parser) }
  }

  /// Parses one document and lends it to `body`; neither the value nor anything reached from it may leave `body`, and
  /// `body` must not use the parser.
  ///
  /// - Throws: ``JSONError`` for text that is not acceptable; otherwise what `body` throws.
  public func withDocument<Result>(
    _ bytes: UnsafeRawBufferPointer, _ body: (TapeValue) throws -> Result
  ) throws -> Result {
    guard let root = parse(bytes, isPadded: false) else { throw failure(of: bytes) }
    return try body(root)
  }

  public func withDocument<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (TapeValue) throws -> Result
  ) throws -> Result {
    try bytes.withContiguousStorageIfAvailable { try withDocument(UnsafeRawBufferPointer($0), body) }
      ?? Array(bytes).withUnsafeBytes { try withDocument($0, body) }
  }

  /// Parses one record after the other of newline-delimited JSON; the last one needs no newline, blank lines are
  /// skipped.
  public func forEachLine(
    in bytes: UnsafeRawBufferPointer, _ body: (JSONLine, Result<TapeValue, JSONError>) throws -> Void
  ) rethrows {
    for line in JSONLines(bytes) {
      let isPadded = line.offset + line.bytes.count + Int(tape_padding) <= bytes.count
      if let root = parse(line.bytes, isPadded: isPadded) {
        try body(line, .success(root))
      } else {
        try body(line, .failure(failure(of: line.bytes)))
      }
    }
  }

  /// The root of the document, valid until the next one; nil if the text is not acceptable.
  func parse(_ bytes: UnsafeRawBufferPointer, isPadded: Bool) -> TapeValue? {
    isOutOfMemory = parser == nil
    guard let parser, let base = bytes.baseAddress, bytes.count <= limits.maximumBytes else { return nil }
    let start = base.assumingMemoryBound(to: UInt8.self)
    let document = tape_parser_parse(parser, start, bytes.count, isPadded ? 1 : 0)
    isOutOfMemory = document.is_out_of_memory != 0
    guard let tape = document.tape, let strings = document.strings else { return nil }
    return TapeValue(tape: tape, strings: strings, index: 1)
  }

  /// Why ``parse(_:isPadded:)`` gave nil; reads the text once more to find the place.
  func failure(of bytes: UnsafeRawBufferPointer) -> JSONError {
    guard !isOutOfMemory else {
      return JSONError(.outOfMemory, at: 0, in: bytes, "there is no memory for the buffers of the parser")
    }
    var scanner = JSONScanner(bytes, limits: limits)
    do throws(JSONError) {
      _ = try scanner.document()
    } catch {
      return error
    }
    return JSONError(.numberOutOfRange, at: 0, in: bytes, "a number of the text fits neither 64 bits nor a double")
  }
}
