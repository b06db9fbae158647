/// What the tally of a whole stream amounts to.
public struct QualityResult: Sendable, Hashable, Codable {
  /// Always `valid + invalid + malformed`.
  public var records = 0

  /// Bytes of all records with their line ends.
  public var bytes = 0

  /// Records that are not acceptable JSON.
  public var malformed = 0

  /// Records that meet the schema and whose key is new.
  public var valid = 0

  /// Well-formed records that break the schema or have the key of an earlier record, or both.
  public var invalid = 0

  /// Records in which all required fields are there and not null and all essential references are resolved.
  public var complete = 0

  /// Records whose key an earlier record had.
  public var duplicateKeys = 0

  /// Fields that the schema does not know, by JSON pointer (`*` for any array element); at most 256 different ones,
  /// the rest under ``otherFields``.
  public var unexpectedFields: [String: Int] = [:]

  /// For every required field, the records in which it is there and not null.
  public var requiredFields: [String: Int] = [:]

  /// The same for the other fields of the schema.
  public var optionalFields: [String: Int] = [:]

  /// What was counted of each relationship, by its name.
  public var relationships: [String: RelationshipFigures] = [:]

  /// Violations by rule: a keyword of JSON Schema, or a built-in name of ``QualityRule``.
  public var violations: [String: Int] = [:]

  /// Violations of the schema by the place of the keyword, such as `/properties/title/maxLength`.
  public var violationsByLocation: [String: Int] = [:]

  /// The built-in rules of the plan and then its own ones, in its order.
  public var rules: [RuleResult] = []

  /// Failing examples, the first few of every rule.
  public var examples: QualityExamples

  /// Of no records.
  public init(maximumExamples: Int = 20) { examples = QualityExamples(limit: maximumExamples) }

  /// Whether all rules hold that are meant to fail.
  public var passed: Bool { rules.allSatisfy { $0.passed || $0.severity == .warn } }

  /// How many rules do not hold that are only meant to warn.
  public var warnings: Int { rules.count { !$0.passed && $0.severity == .warn } }

  /// The name under which further unexpected fields are counted.
  public static let otherFields = "(other fields)"
}
