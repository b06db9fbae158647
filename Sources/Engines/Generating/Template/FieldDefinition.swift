public import DataRecords

/// One field of a record: its type and what its value must satisfy.
public struct FieldDefinition: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case string, integer, number, boolean, array, object
  }

  public enum Format: String, Sendable, Hashable, CaseIterable {
    case dateTime = "date-time"
    case date, email, uri, uuid
  }

  /// Empty for the items of an array.
  public var name: String
  public var kind: Kind
  /// A required field is present and not null; any other may be null or absent.
  public var isRequired = false
  public var description: String?
  public var format: Format?
  /// Nil: any value.
  public var allowedValues: [JSONValue]?
  /// As written in the template.
  public var pattern: String?
  public var minimumLength: Int?
  public var maximumLength: Int?
  public var minimum: Double?
  public var maximum: Double?
  public var minimumItems: Int?
  public var maximumItems: Int?
  public var hasUniqueItems = false
  /// Of an object.
  public var fields: [FieldDefinition] = []
  public var source: FieldSource?

  private var itemStorage: [FieldDefinition] = []

  /// Of an array.
  public var items: FieldDefinition? {
    get { itemStorage.first }
    set { itemStorage = newValue.map { [$0] } ?? [] }
  }

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
