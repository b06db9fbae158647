/// What came of looking for a pattern in a text.
public enum PatternOutcome: Sendable, Hashable {
  case matches
  case doesNotMatch
  /// The text would have taken more steps or memory than a match may take; it counts as not matching.
  case exceededLimit
}
