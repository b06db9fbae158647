extension JSONValue {
  /// Reads exactly one JSON text (RFC 8259) in UTF-8.
  ///
  /// Stricter than the standard asks: member names are unique (section 4) and `\u` escapes form whole characters
  /// (section 8.2). Numbers are exact, however long.
  ///
  /// - Throws: ``JSONError`` with line and column.
  /// - Complexity: linear in the text; *n* log *n* in the members of objects with more than 64 of them.
  public init(parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) throws(JSONError) {
    if let error = ExactReader.sizeError(bytes.count, limits) { throw error }
    guard let tape = TapeBuffer(forBytes: bytes.count) else { throw JSONError.outOfMemory }
    var reader = ExactReader(bytes, limits: limits, tape: tape)
    try reader.read()
    let root = TapeValue(tape: tape.words, strings: tape.strings, index: 1)
    if let name = DuplicateNames().places(in: root, atMost: 1).first {
      throw JSONError(
        .duplicateName, at: try reader.offset(ofNameAt: name), in: bytes,
        "a member of this name is in the object already; names must be unique")
    }
    self = withExtendedLifetime(tape) { root.copy }
  }

  /// Reads exactly one JSON text (RFC 8259) in UTF-8; bytes that are not in one piece are copied.
  ///
  /// - Throws: ``JSONError`` with line and column.
  public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = .default) throws(JSONError) {
    let outcome =
      bytes.withContiguousStorageIfAvailable { JSONValue.outcome(UnsafeRawBufferPointer($0), limits) }
      ?? Array(bytes).withUnsafeBytes { JSONValue.outcome($0, limits) }
    self = try outcome.get()
  }

  /// Reads the text as UTF-8.
  ///
  /// - Throws: ``JSONError`` with line and column.
  public init(parsing text: String, limits: JSONLimits = .default) throws(JSONError) {
    try self.init(parsing: text.utf8, limits: limits)
  }

  private static func outcome(_ bytes: UnsafeRawBufferPointer, _ limits: JSONLimits) -> Result<JSONValue, JSONError> {
    do throws(JSONError) {
      return .success(try JSONValue(parsing: bytes, limits: limits))
    } catch {
      return .failure(error)
    }
  }
}
