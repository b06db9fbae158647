/// One way in which a record breaks its schema; tells where and what, never the offending value.
public struct SchemaViolation: Sendable, Hashable, Codable {
  /// The value in the record; for a missing or unwanted member, that member.
  public let pointer: JSONPointer

  /// The value in the record as the standard means it: of a missing member, and of a member whose name is wrong, the
  /// object.
  public let instanceLocation: JSONPointer

  /// The way through the schema to the keyword, through references: `/properties/author/$ref/required`
  /// (Core 2020-12, clause 12.3.1).
  public let keywordLocation: JSONPointer

  /// Where the keyword stands, as a URI with a pointer, if the way led through a reference (clause 12.3.2); relative to
  /// the schema if that has no URI.
  public let absoluteKeywordLocation: String?

  /// The keyword that is broken: `type`, `required`, `maxLength` …; `uniqueNames` for a member that is there twice,
  /// `limit` for a record that takes too many steps to check.
  public let keyword: String

  /// For a person: `title must have at most 200 characters, but has 312`.
  public let sentence: String

  /// The violation as the standard writes it.
  public var outputUnit: JSONValue {
    var unit: JSONObject = [
      "instanceLocation": .string(instanceLocation.description),
      "keywordLocation": .string(keywordLocation.description),
    ]
    if let absoluteKeywordLocation { unit["absoluteKeywordLocation"] = .string(absoluteKeywordLocation) }
    unit["error"] = .string(sentence)
    return .object(unit)
  }
}
