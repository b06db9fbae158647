public import DataRecords

/// A template that can be generated from: what records look like, what they talk about, and what must be found in them.
public struct TemplateDocument: Sendable, Hashable {
  public struct Metadata: Sendable, Hashable {
    public var name: String
    public var description: String
    public var industry: Industry
    public var useCase: String
    public var datasetType: DatasetType
    /// The system that records of the type `custom` stand for; nil for the other types, which are one of their own.
    public var connector: CustomConnector?
    public var version: String
    /// Nil: the caller decides.
    public var defaultRecordCount: Int?
    public var tags: [String]
  }

  public let metadata: Metadata
  public let fields: [FieldDefinition]
  public let relationships: [Relationship]
  /// Of a client's own kind of record; nil where the product knows how search shows the records.
  public let search: SearchContract?
  /// The hand-made records, partial on purpose.
  public let records: [JSONObject]
  public let vocabulary: [WordList]
  /// Holds at least the lists `title` and `sentence`.
  public let phrases: [WordList]
  /// Always ten.
  public let sampleQueries: [SampleQuery]
  /// SHA-256 of the file's bytes, in hexadecimal.
  public let contentHash: String
  /// What could be better; the template is usable nevertheless.
  public let warnings: [TemplateFinding]

  /// Names for the teams of the client's world; empty where the template has none.
  public var teams: [String] {
    vocabulary.first { $0.name == "team" }?.entries ?? []
  }

  static let queryCount = 10
}

/// The industries that templates are made for.
public enum Industry: String, Sendable, Hashable, CaseIterable, Codable {
  case fintech, healthcare, enterprise, manufacturing, retail
}
