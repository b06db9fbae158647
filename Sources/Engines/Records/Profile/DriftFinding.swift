/// How bad a difference is.
public enum DriftSeverity: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
  /// Worth knowing, worth a look, not acceptable.
  case info, warn, fail

  public static func < (left: DriftSeverity, right: DriftSeverity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warn: 1
    case .fail: 2
    }
  }
}

/// One difference between two profiles.
public struct DriftFinding: Sendable, Hashable, Codable {
  /// What is different.
  public enum Change: String, Sendable, Hashable, Codable, CaseIterable {
    case records, malformed
    case fieldGone = "field_gone"
    case fieldNew = "field_new"
    case kind, missing
    case distinctRatio = "distinct_ratio"
    case uniqueness, range, length, format
    case newValue = "new_value"
    case stability
  }

  /// How bad it is.
  public let severity: DriftSeverity

  /// What it is about; the record itself for counts of records.
  public let field: FieldPath

  /// What is different.
  public let change: Change

  /// For a person: `title is missing or null in 12 % of records, before in 0.3 %`.
  public let sentence: String

  /// The figure that was compared, as it was and as it is, where there is one.
  public let before: Double?

  /// The figure as it is; see ``before``.
  public let after: Double?
}
