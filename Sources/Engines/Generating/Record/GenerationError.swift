/// Why records cannot be generated from a template.
public enum GenerationError: Error, Sendable, Hashable, CustomStringConvertible {
  case countOutOfRange(Int)
  /// The pattern of the field `id` allows too few keys.
  case tooFewKeys(pattern: String, wanted: Int)
  /// The generator cannot write keys that match the pattern of the field `id`.
  case unwritableKey(pattern: String)

  public var description: String {
    switch self {
    case .countOutOfRange(let count):
      "\(count) records cannot be generated; ask for 1 to \(TemplateLimits.recordCount.upperBound)"
    case .tooFewKeys(let pattern, let wanted):
      "the pattern \(pattern) of \"id\" does not allow \(wanted) different keys; widen it or ask for fewer records"
    case .unwritableKey(let pattern):
      "no keys can be written for the pattern \(pattern) of \"id\"; use classes, quantifiers, groups and alternation only"
    }
  }
}
