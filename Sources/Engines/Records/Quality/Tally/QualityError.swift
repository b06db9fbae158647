/// Why a pass over records, or the adding up of tallies, cannot go on.
public enum QualityError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no memory to parse a record.
  case parser(JSONError)

  /// Keys cannot be put aside on disk.
  case spill(SpillError)

  /// The tallies were taken under different plans.
  case differentPlans

  /// What happened, and what would help.
  public var description: String {
    switch self {
    case .parser(let error): error.description
    case .spill(let error): error.description
    case .differentPlans:
      "these tallies were taken under different plans and cannot be added; use the same schema, rules and limits"
    }
  }
}
