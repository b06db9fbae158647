/// What a check of records has found, ready to be written for people and machines.
///
/// Write it as a page (``HTMLReport``), for a build server (``JUnitReport``), or as lines of JSON
/// (``FailureLines``).
public struct QualityReport: Sendable, Hashable, Codable {
  /// What was counted of one field.
  public struct Field: Sendable, Hashable, Codable {
    /// A name, or a JSON pointer in which `*` stands for every element of an array.
    public var name: String

    /// Whether a record without it is incomplete.
    public var isRequired: Bool

    /// In how many of `records` it is there and not null; nil if that was not counted.
    public var filled: Int?

    /// How many records could have had it.
    public var records: Int

    /// How often a rule about it was broken.
    public var violations: Int

    /// A name or a pointer, with what was counted.
    public init(name: String, isRequired: Bool = false, filled: Int? = nil, records: Int = 0, violations: Int = 0) {
      self.name = name
      self.isRequired = isRequired
      self.filled = filled
      self.records = records
      self.violations = violations
    }
  }

  /// What was checked: the name of a file or a dataset.
  public var title: String

  /// When and by what it was checked, as a line for people; nothing is computed from it.
  public var note: String?

  /// Always `valid + invalid + malformed`.
  public var records = 0

  /// Records that meet the schema and whose key is new.
  public var valid = 0

  /// Records that are JSON and not valid.
  public var invalid = 0

  /// Records that are not acceptable JSON.
  public var malformed = 0

  /// Records in which everything that is required is there; nil if that was not counted.
  public var complete: Int?

  /// Of text, decompressed.
  public var bytes = 0

  /// Of wall-clock time.
  public var seconds: Double?

  /// Whether the data is good enough.
  public var passed = true

  /// What became of each rule.
  public var rules: [RuleResult] = []

  /// How often each keyword or rule was broken.
  public var violations: [String: Int] = [:]

  /// What was counted of each field, in the order of the names.
  public var fields: [Field] = []

  /// Failing records, the first few of every rule; counted from 1.
  public var failures: [QualityExample] = []

  /// What the records look like, field by field.
  public var profile: RecordProfile?

  /// A report of no records, to be filled in.
  public init(title: String) { self.title = title }

  /// The share of records that are valid; 0 without records.
  public var validShare: Double { records == 0 ? 0 : Double(valid) / Double(records) }

  /// The share of records that are complete; nil if that was not counted.
  public var completeShare: Double? { complete.map { records == 0 ? 0 : Double($0) / Double(records) } }

  /// How often any rule was broken.
  public var violationCount: Int { violations.values.reduce(0, +) }
}
