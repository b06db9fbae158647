/// A custom property of the documents of one type.
public struct PropertyDefinition: Codable, Hashable, Sendable {
  public var name: String?
  public var displayLabel: String?
  public var displayLabelPlural: String?
  public var propertyType: PropertyType?
  public var uiOptions: PropertyUIOptions?
  public var hideUiFacet: Bool?
  /// From 1; when set for one facet it must be set for all that are not hidden.
  public var uiFacetOrder: Int?
  public var skipIndexing: Bool?
  public var group: String?

  public init(
    name: String? = nil, displayLabel: String? = nil, displayLabelPlural: String? = nil,
    propertyType: PropertyType? = nil, uiOptions: PropertyUIOptions? = nil, hideUiFacet: Bool? = nil,
    uiFacetOrder: Int? = nil, skipIndexing: Bool? = nil, group: String? = nil
  ) {
    self.name = name
    self.displayLabel = displayLabel
    self.displayLabelPlural = displayLabelPlural
    self.propertyType = propertyType
    self.uiOptions = uiOptions
    self.hideUiFacet = hideUiFacet
    self.uiFacetOrder = uiFacetOrder
    self.skipIndexing = skipIndexing
    self.group = group
  }
}

/// How a custom property is searched and faceted.
public struct PropertyType: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let text = Self(rawValue: "TEXT")
  public static let date = Self(rawValue: "DATE")
  public static let int = Self(rawValue: "INT")
  public static let userID = Self(rawValue: "USERID")
  public static let picklist = Self(rawValue: "PICKLIST")
  public static let textList = Self(rawValue: "TEXTLIST")
  public static let multiPicklist = Self(rawValue: "MULTIPICKLIST")
}

/// Where a custom property is shown.
public struct PropertyUIOptions: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let none = Self(rawValue: "NONE")
  public static let searchResult = Self(rawValue: "SEARCH_RESULT")
  public static let docHovercard = Self(rawValue: "DOC_HOVERCARD")
}
