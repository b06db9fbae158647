import DataRecords

/// One condition on search results, such as `type` equals `Page` or `Ticket`.
struct FacetFilter: Sendable, Equatable {
  enum Relation: String, Sendable {
    case equals = "EQUALS"
    case idEquals = "ID_EQUALS"
    case notEquals = "NOT_EQUALS"
    case lessThan = "LT"
    case greaterThan = "GT"
    case atMost = "LTE"
    case atLeast = "GTE"

    var sql: String {
      switch self {
      case .equals, .idEquals, .notEquals: "="
      case .lessThan: "<"
      case .greaterThan: ">"
      case .atMost: "<="
      case .atLeast: ">="
      }
    }
  }

  struct Value: Sendable, Equatable {
    var text: String
    var relation: Relation
    var isNegated = false

    var excludes: Bool { (relation == .notEquals) != isNegated }
    /// Whether this value is one of several that may hold; comparisons and exclusions all have to.
    var isAlternative: Bool { !excludes && (relation == .equals || relation == .idEquals || relation == .notEquals) }
  }

  var field: String
  var values: [Value]
}

extension FacetFilter {
  /// Reads a filter of the Client API.
  init(_ fields: JSONFields) throws(Refusal) {
    field = try fields.requiredString("fieldName")
    let values = try fields.each("values") { (value) throws(Refusal) -> Value in
      let name = try value.string("relationType") ?? "EQUALS"
      guard let relation = Relation(rawValue: name), relation != .atMost, relation != .atLeast else {
        throw .invalid("relationType: unknown value \(name.prefix(100))")
      }
      return Value(
        text: try value.required("value", try value.string("value")), relation: relation,
        isNegated: try value.bool("isNegated") ?? false)
    }
    self.values = values ?? []
  }
}
