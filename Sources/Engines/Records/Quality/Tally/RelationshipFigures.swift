/// What was counted of one relationship.
public struct RelationshipFigures: Sendable, Hashable, Codable {
  public var target: String
  public var isEssential: Bool

  /// Keys that were given, every element of an array for itself.
  public var references = 0

  /// Those of them that exist.
  public var resolved = 0

  /// Records that gave at least one key.
  public var recordsWithReference = 0

  public init(target: String, isEssential: Bool) {
    self.target = target
    self.isEssential = isEssential
  }

  public var unresolved: Int { references - resolved }
}
