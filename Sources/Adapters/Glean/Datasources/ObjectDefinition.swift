/// One type of document within a datasource.
public struct ObjectDefinition: Codable, Hashable, Sendable {
  /// No spaces, no underscore. Without a name it is the default for all unmatched types.
  public var name: String?
  public var displayLabel: String?
  public var docCategory: DatasourceCategory?
  public var propertyDefinitions: [PropertyDefinition]?
  public var propertyGroups: [PropertyGroup]?
  public var summarizable: Bool?

  public init(
    name: String? = nil, displayLabel: String? = nil, docCategory: DatasourceCategory? = nil,
    propertyDefinitions: [PropertyDefinition]? = nil, propertyGroups: [PropertyGroup]? = nil,
    summarizable: Bool? = nil
  ) {
    self.name = name
    self.displayLabel = displayLabel
    self.docCategory = docCategory
    self.propertyDefinitions = propertyDefinitions
    self.propertyGroups = propertyGroups
    self.summarizable = summarizable
  }
}

/// Properties displayed together.
public struct PropertyGroup: Codable, Hashable, Sendable {
  public var name: String?
  public var displayLabel: String?

  public init(name: String? = nil, displayLabel: String? = nil) {
    self.name = name
    self.displayLabel = displayLabel
  }
}
