/// A version of JSON Schema.
public enum SchemaDialect: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// draft-zyp-json-schema-04, of 2013.
  case draft4 = "4"
  /// draft-wright-json-schema-01, of 2017.
  case draft6 = "6"
  /// draft-handrews-json-schema-01, of 2018.
  case draft7 = "7"
  /// draft-handrews-json-schema-02.
  case draft2019_09 = "2019-09"
  /// draft-bhutton-json-schema-01: the one that is meant unless another is named.
  case draft2020_12 = "2020-12"

  /// What `$schema` says in a schema of this version.
  public var metaschema: String {
    switch self {
    case .draft4: "http://json-schema.org/draft-04/schema#"
    case .draft6: "http://json-schema.org/draft-06/schema#"
    case .draft7: "http://json-schema.org/draft-07/schema#"
    case .draft2019_09: "https://json-schema.org/draft/2019-09/schema"
    case .draft2020_12: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  /// The version that a `$schema` names; an empty fragment does not count.
  init?(metaschema uri: String) {
    func bare(_ text: String) -> Substring { text.hasSuffix("#") ? text.dropLast() : text[...] }
    guard let dialect = Self.allCases.first(where: { bare($0.metaschema) == bare(uri) }) else { return nil }
    self = dialect
  }

  /// By age, the oldest first.
  public static func < (left: SchemaDialect, right: SchemaDialect) -> Bool { left.order < right.order }

  private var order: Int {
    switch self {
    case .draft4: 4
    case .draft6: 6
    case .draft7: 7
    case .draft2019_09: 8
    case .draft2020_12: 9
    }
  }

  /// The name of the keyword that gives a schema its URI.
  var identifierKeyword: String { self == .draft4 ? "id" : "$id" }

  /// Whether `$ref` hides all that stands beside it, as it did up to draft 7.
  var isReferenceAlone: Bool { self <= .draft7 }
}
