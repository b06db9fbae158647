/// What was counted of one relationship.
public struct RelationshipFigures: Sendable, Hashable, Codable {
  /// Where the keys must exist.
  public var target: String

  /// Whether a record is incomplete while one of its keys is not found.
  public var isEssential: Bool

  /// Keys that were given, every element of an array for itself.
  public var references = 0

  /// Those of them that exist.
  public var resolved = 0

  /// Records that gave at least one key.
  public var recordsWithReference = 0

  /// Nothing counted yet.
  public init(target: String, isEssential: Bool) {
    self.target = target
    self.isEssential = isEssential
  }

  /// Keys that were given and do not exist.
  public var unresolved: Int { references - resolved }
}
