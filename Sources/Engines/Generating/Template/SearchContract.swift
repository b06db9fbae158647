/// How a client's own kind of record is shown in search: which field is what, and which ones people filter by.
///
/// Read from `schema.search`; what is left out there follows from the names and types of the fields.
public struct SearchContract: Sendable, Hashable {
  /// One property of the documents.
  public struct Property: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
      case text, integer
      case textList = "text_list"
      case pickList = "pick_list"
    }

    public let field: String
    /// Lower-case letters and digits, unique within the contract.
    public let name: String
    /// For a person.
    public let label: String
    public let kind: Kind
    /// Whether its values are few enough to choose from.
    public let isFacet: Bool
  }

  /// Letters and digits.
  public var objectType = "Record"
  public var label = "Record"
  public var title = "title"
  /// In the order in which their texts follow one another.
  public var body = ["body"]
  /// The beginning of the names of two fields, `…_email` and `…_name`; nil where nobody wrote the records.
  public var author: String?
  public var container: String?
  public var labels: String?
  public var status: String?
  public var created: String? = "created_at"
  public var updated: String? = "updated_at"
  public var properties: [Property] = []
}

extension SearchContract {
  /// Properties at most.
  static let propertyLimit = 50

  /// Names that search or the product gives to something else.
  static let reservedNames: Set<String> = [
    "app", "author", "clientname", "collection", "container", "datasetid", "datasetlabels", "datasource", "department",
    "from", "id", "owner", "recordkey", "stage", "tag", "title", "type", "updated", "url",
  ]

  /// What search calls the property of a field: its letters and digits, behind `own` where the name is taken.
  static func propertyName(of field: String) -> String {
    let name = field.filter { $0 != "_" }
    return reservedNames.contains(name) ? "own" + name : name
  }

  /// `risk_rating` as a person reads it: `Risk rating`.
  static func label(of field: String) -> String {
    let words = field.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension FieldDefinition {
  /// The property that the field makes; nil for text to be read, addresses and nested values.
  var searchProperty: SearchContract.Property? {
    searchKind.map { kind, isFacet in
      SearchContract.Property(
        field: name, name: SearchContract.propertyName(of: name), label: SearchContract.label(of: name), kind: kind,
        isFacet: isFacet)
    }
  }

  private var searchKind: (SearchContract.Property.Kind, isFacet: Bool)? {
    switch kind {
    case .integer: return (.integer, false)
    case .boolean: return (.pickList, true)
    case .number, .object: return nil
    case .array: return (items?.kind ?? .string) == .string ? (.textList, true) : nil
    case .string: break
    }
    switch format {
    // In which form search takes dates is not documented; as text they sort rightly.
    case .date, .dateTime: return (.text, false)
    case .uri, .email, .uuid: return nil
    case nil: break
    }
    if allowedValues != nil { return (.pickList, true) }
    switch source {
    case .text, .phrases: return nil
    case .vocabulary, .teamName, .spaceName, .repositoryName, .channelName, .projectName, .person(.name):
      return (.text, true)
    default: return (maximumLength ?? .max) <= 200 || pattern != nil ? (.text, false) : nil
    }
  }
}
