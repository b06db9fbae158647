/// What became of one rule since its script was set.
public struct FaultTally: Sendable, Equatable {
  /// The rule's name.
  public let rule: String

  /// The requests it spoke of.
  public internal(set) var matched = 0

  /// The requests it struck.
  public internal(set) var injected = 0
}
