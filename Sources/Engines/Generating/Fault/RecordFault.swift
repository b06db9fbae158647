/// One thing that is wrong with a record on purpose.
public struct RecordFault: Sendable, Hashable {
  /// What is wrong.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A value of another type.
    case wrongType = "wrong_type"
    /// A required field is missing.
    case missingField = "missing_field"
    /// A required field is null.
    case nullField = "null_field"
    /// A number, a text or an array beyond its bounds.
    case outOfRange = "out_of_range"
    /// A value that is not among those that are allowed.
    case unlistedValue = "unlisted_value"
    /// A text that is not of its format; a schema tells only where formats are asserted.
    case badFormat = "bad_format"
    case brokenPattern = "broken_pattern"
    /// The record is no JSON.
    case malformedJSON = "malformed_json"
    /// The `id` is that of an earlier record; a schema cannot tell.
    case duplicateID = "duplicate_id"
  }

  public let kind: Kind

  /// The field that is damaged; nil where it is the whole record.
  public let field: String?
}
