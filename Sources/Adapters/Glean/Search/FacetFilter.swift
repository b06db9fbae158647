/// A condition on one facet: `app` (datasource), `type`, `from`, `last_updated_at` or a custom property.
public struct FacetFilter: Codable, Hashable, Sendable {
  public var fieldName: String
  /// One of them must hold.
  public var values: [FacetFilterValue]
  public var groupName: String?

  public init(fieldName: String, values: [FacetFilterValue], groupName: String? = nil) {
    self.fieldName = fieldName
    self.values = values
    self.groupName = groupName
  }

  /// The condition that the facet has one of `values`.
  public static func equals(_ fieldName: String, _ values: String...) -> FacetFilter {
    FacetFilter(fieldName: fieldName, values: values.map { FacetFilterValue(value: $0, relationType: .equals) })
  }
}

/// A value and how the facet relates to it.
public struct FacetFilterValue: Codable, Hashable, Sendable {
  public var value: String?
  public var relationType: FacetRelation?

  public init(value: String? = nil, relationType: FacetRelation? = nil) {
    self.value = value
    self.relationType = relationType
  }
}

/// Conditions that must hold together.
public struct FacetFilterSet: Codable, Hashable, Sendable {
  public var filters: [FacetFilter]?

  public init(filters: [FacetFilter]? = nil) {
    self.filters = filters
  }
}

/// How a facet relates to a value; `lt` and `gt` exclude it.
public struct FacetRelation: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let equals = Self(rawValue: "EQUALS")
  public static let idEquals = Self(rawValue: "ID_EQUALS")
  public static let lt = Self(rawValue: "LT")
  public static let gt = Self(rawValue: "GT")
  public static let notEquals = Self(rawValue: "NOT_EQUALS")
}

/// A part of the answer that is wanted.
public struct SearchResponseHint: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let allResultCounts = Self(rawValue: "ALL_RESULT_COUNTS")
  public static let facetResults = Self(rawValue: "FACET_RESULTS")
  public static let queryMetadata = Self(rawValue: "QUERY_METADATA")
  public static let results = Self(rawValue: "RESULTS")
  public static let spellcheckMetadata = Self(rawValue: "SPELLCHECK_METADATA")
}
