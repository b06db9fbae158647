/// What a pass over records has counted.
///
/// Tallies of consecutive parts can be added up. Every part stands for itself: a key that occurs in two parts is no
/// duplicate, and a reference to a record of another part is unresolved. To have both exact over many chunks, feed them
/// all to one ``QualityPass``.
public struct QualityTally: Sendable, Hashable, Codable {
  public struct Relationship: Sendable, Hashable, Codable {
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

  /// Always `valid + invalid + malformed`.
  public var records = 0

  /// Bytes of all records with their line ends.
  public var bytes = 0

  /// Records that are not acceptable JSON.
  public var malformed = 0

  /// Records that meet the schema and whose key is new.
  public var valid = 0

  /// Well-formed records that break a rule.
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

  public var relationships: [String: Relationship] = [:]

  /// Violations by rule: a keyword of JSON Schema or a name of ``QualityRule``.
  public var violations: [String: Int] = [:]

  /// Violations of the schema by the place of the keyword, such as `/properties/title/maxLength`.
  public var violationsByLocation: [String: Int] = [:]

  public var examples: QualityExamples

  public init(maximumExamples: Int = 20) { examples = QualityExamples(limit: maximumExamples) }

  /// The name under which further unexpected fields are counted.
  public static let otherFields = "(other fields)"
}

extension QualityTally {
  /// Adds the tally of the part that follows.
  public static func += (tally: inout QualityTally, later: QualityTally) {
    tally.examples.add(later.examples, after: tally.records)
    tally.records += later.records
    tally.bytes += later.bytes
    tally.malformed += later.malformed
    tally.valid += later.valid
    tally.invalid += later.invalid
    tally.complete += later.complete
    tally.duplicateKeys += later.duplicateKeys
    tally.unexpectedFields.merge(later.unexpectedFields, uniquingKeysWith: +)
    tally.requiredFields.merge(later.requiredFields, uniquingKeysWith: +)
    tally.violations.merge(later.violations, uniquingKeysWith: +)
    tally.violationsByLocation.merge(later.violationsByLocation, uniquingKeysWith: +)
    tally.relationships.merge(later.relationships) { earlier, later in
      var sum = earlier
      sum.references += later.references
      sum.resolved += later.resolved
      sum.recordsWithReference += later.recordsWithReference
      return sum
    }
  }
}
