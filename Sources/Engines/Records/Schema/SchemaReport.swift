/// What a schema says about one record.
public struct SchemaReport: Sendable, Hashable, Codable {
  /// At most as many as were asked for; empty means valid.
  public var violations: [SchemaViolation]

  /// Members that the schema does not know, as pointers; a warning, not an error.
  public var unexpectedFields: [JSONPointer]

  public var isValid: Bool { violations.isEmpty }
}
