/// What a schema says about one record.
public struct SchemaReport: Sendable, Hashable, Codable {
  /// At most as many as were asked for; empty means valid.
  public var violations: [SchemaViolation]

  /// Members that the schema does not know, as pointers; a warning, not an error.
  public var unexpectedFields: [JSONPointer]

  /// Whether the record is valid: the standard's `flag` output (Core 2020-12, clause 12.4.1).
  public var isValid: Bool { violations.isEmpty }

  /// The standard's output as a list (Core 2020-12, clause 12.4.2): `valid`, and for each error `instanceLocation`,
  /// `keywordLocation`, `absoluteKeywordLocation` behind a reference, and `error`.
  public var list: JSONValue {
    guard !isValid else { return ["valid": true] }
    return ["valid": false, "errors": .array(violations.map(\.outputUnit))]
  }
}
