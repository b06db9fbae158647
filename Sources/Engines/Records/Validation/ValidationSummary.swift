/// What became of the records of an input; the summaries of two parts added give that of the whole.
public struct ValidationSummary: Sendable, Hashable {
  /// All: `valid + invalid + malformed`.
  public var records = 0

  /// Records that the schema allows.
  public var valid = 0

  /// Records that are JSON and that the schema does not allow.
  public var invalid = 0

  /// Records that are no JSON, or longer than the limit.
  public var malformed = 0

  /// Bytes of text, decompressed.
  public var bytes = 0

  /// Members whose name their object has more than once; a warning each, of which RFC 8259 (section 4) leaves the meaning
  /// open.
  public var duplicateNames = 0

  /// Of no records.
  public init() {}

  /// Whether all records are valid; so it is without any.
  public var isAllValid: Bool { valid == records }

  /// Adds the summary of another part, in whatever order.
  public static func += (left: inout ValidationSummary, right: ValidationSummary) {
    left.records += right.records
    left.valid += right.valid
    left.invalid += right.invalid
    left.malformed += right.malformed
    left.bytes += right.bytes
    left.duplicateNames += right.duplicateNames
  }
}
