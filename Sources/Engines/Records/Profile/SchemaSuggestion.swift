/// A draft of a JSON Schema (2020-12) that describes what a profile has seen.
///
/// Every record that was profiled is valid against it, as long as formats are annotations, as the standard has it: a
/// format is suggested from 99 % of the strings on. It is a beginning for a person, who knows what may come next: an
/// `enum` of all values seen so far, a `required` field that no record lacked, a `maxLength` somewhat above the longest.
public struct SchemaSuggestion: Sendable {
  /// A schema of JSON Schema 2020-12 that every profiled record meets.
  public let schema: JSONValue

  /// Drafts the schema.
  ///
  /// - Complexity: linear in the fields of the profile.
  public init(for profile: RecordProfile) { schema = .object(SchemaDraft(profile).document) }
}
