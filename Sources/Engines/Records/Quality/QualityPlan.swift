/// What one pass over the records of a dataset looks at.
public struct QualityPlan: Sendable {
  /// A field whose values are keys of other records or of something outside the dataset.
  public struct Relationship: Sendable, Hashable {
    public var name: String

    /// Holds one key or an array of keys; null or missing means no relation.
    public var field: String

    /// Where the keys must exist; ``QualityPlan/itself`` means this dataset.
    public var target: String

    /// Whether a record is incomplete while one of these keys is not found.
    public var isEssential: Bool

    public init(name: String, field: String, target: String, isEssential: Bool) {
      self.name = name
      self.field = field
      self.target = target
      self.isEssential = isEssential
    }
  }

  /// The target of references to other records of the same dataset.
  public static let itself = "self"

  public var schema: RecordSchema

  /// Fields that must be present and not null in a complete record: names, or JSON pointers such as `/author/id`.
  public var requiredFields: [String]

  /// The field that tells records apart: a name or a pointer to a string or an integer.
  public var keyField: String

  public var relationships: [Relationship]

  /// How many failing examples are shown.
  public var maximumExamples: Int

  /// A longer record counts as malformed.
  public var maximumRecordBytes: Int

  public init(
    schema: RecordSchema, requiredFields: [String], keyField: String, relationships: [Relationship] = [],
    maximumExamples: Int = 20, maximumRecordBytes: Int = 16 << 20
  ) {
    self.schema = schema
    self.requiredFields = requiredFields
    self.keyField = keyField
    self.relationships = relationships
    self.maximumExamples = maximumExamples
    self.maximumRecordBytes = maximumRecordBytes
  }
}
