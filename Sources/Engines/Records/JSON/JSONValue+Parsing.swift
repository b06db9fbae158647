extension JSONValue {
  /// Reads exactly one JSON text (RFC 8259) in UTF-8.
  ///
  /// Stricter than the standard asks: member names are unique and `\u` escapes form whole characters.
  public init(parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) throws(JSONError) {
    var scanner = JSONScanner(bytes, limits: limits)
    self = try scanner.document()
  }

  public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = .default) throws(JSONError) {
    let outcome =
      bytes.withContiguousStorageIfAvailable { JSONValue.outcome(UnsafeRawBufferPointer($0), limits) }
      ?? Array(bytes).withUnsafeBytes { JSONValue.outcome($0, limits) }
    self = try outcome.get()
  }

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
