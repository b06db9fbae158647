import CSimdJSON

/// Reads JSON documents (RFC 8259) one after the other onto a tape, using its buffers again and again.
///
/// The buffers grow to about fourteen times the largest document read. Unlike ``JSONValue`` it does not look for
/// duplicate member names; ``DuplicateNames`` does. Numbers are read quickly, which is right for those that 64 bits
/// hold; see ``needsExactness(_:)`` for the others.
public final class JSONParser {
  /// How large and how deep a document may be.
  public let limits: JSONLimits

  /// Nil when there was no memory for it.
  private let parser: OpaquePointer?

  /// The tape of documents that are read exactly.
  var exactTape: TapeBuffer?

  /// Whether the last document was not read for want of memory.
  var isOutOfMemory = false

  /// - Parameter limits: 64 MiB and 128 levels unless said otherwise.
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
    try body(try read(bytes, isPadded: false))
  }

  /// As with a buffer; bytes that are not in one piece are copied.
  ///
  /// - Throws: ``JSONError`` for text that is not acceptable; otherwise what `body` throws.
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
      try body(line, Result { () throws(JSONError) in try read(line.bytes, isPadded: isPadded) })
    }
  }

  /// Reads quickly, and exactly what holds numbers beyond 64 bits.
  ///
  /// - Returns: the root, valid until the next document.
  func read(_ bytes: UnsafeRawBufferPointer, isPadded: Bool) throws(JSONError) -> TapeValue {
    if let root = parse(bytes, isPadded: isPadded) { return root }
    guard !isOutOfMemory else { throw .outOfMemory }
    return try readExactly(bytes)
  }

  /// Reads quickly: a number that was written with fraction or exponent becomes the nearest double.
  ///
  /// - Parameter isPadded: whether `tape_padding` bytes behind the text can be read.
  /// - Returns: the root, valid until the next document; nil if the text is not acceptable, or holds an integer beyond
  ///   64 bits or a number beyond the range of doubles.
  func parse(_ bytes: UnsafeRawBufferPointer, isPadded: Bool) -> TapeValue? {
    isOutOfMemory = parser == nil
    guard let parser, let base = bytes.baseAddress, bytes.count <= limits.maximumBytes else { return nil }
    let start = base.assumingMemoryBound(to: UInt8.self)
    let document = tape_parser_parse(parser, start, bytes.count, isPadded ? 1 : 0)
    isOutOfMemory = document.is_out_of_memory != 0
    guard let tape = document.tape, let strings = document.strings else { return nil }
    return TapeValue(tape: tape, strings: strings, index: 1)
  }
}
