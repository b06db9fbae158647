/// One way in which a record breaks its schema; tells where and what, never the offending value.
public struct SchemaViolation: Sendable, Hashable, Codable {
  /// The value in the record; for a missing or unwanted member, that member.
  public let pointer: JSONPointer

  /// The keyword in the schema, such as `/properties/title/maxLength`.
  public let keywordLocation: JSONPointer

  /// The last part of the location: `type`, `required`, `maxLength` …; `uniqueNames` for a member that is there twice.
  public let keyword: String

  /// For a person: `title must have at most 200 characters, but has 312`.
  public let sentence: String
}
