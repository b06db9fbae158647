/// A field of a record holds the key of something else.
public struct Relationship: Sendable, Hashable {
  public let name: String
  public let field: String
  public let target: RelationshipTarget
  /// Counts towards data completeness.
  public let isEssential: Bool
}
