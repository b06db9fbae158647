/// The configuration of a custom datasource, as `/adddatasource` takes it and `/getdatasourceconfig` returns it.
///
/// Unset fields are omitted. `/adddatasource` overrides the whole previous configuration, so a field left out is a
/// field reset.
public struct CustomDatasourceConfig: Codable, Hashable, Sendable {
  /// Letters and digits only. The service may return it upper-cased with the prefix `CUSTOM_`: compare with
  /// ``isNamed(_:)``.
  public var name: String
  public var displayName: String?
  /// Must be set, and not to `uncategorized`, for a datasource that is to be searched well.
  public var datasourceCategory: DatasourceCategory?
  /// Matches the view URL of every document. Required unless `isEntityDatasource`.
  public var urlRegex: String?
  public var iconUrl: String?
  public var iconDarkUrl: String?
  public var homeUrl: String?
  public var suggestionText: String?
  public var objectDefinitions: [ObjectDefinition]?
  public var crawlerSeedUrls: [String]?
  public var hideBuiltInFacets: [BuiltInFacet]?
  public var canonicalizingURLRegex: [CanonicalizingRegexType]?
  public var canonicalizingTitleRegex: [CanonicalizingRegexType]?
  public var redlistTitleRegex: String?
  public var connectorType: ConnectorType?
  public var quicklinks: [Quicklink]?
  public var renderConfigPreset: String?
  public var aliases: [String]?
  public var isOnPrem: Bool?
  public var trustUrlRegexForViewActivity: Bool?
  public var includeUtmSource: Bool?
  public var stripFragmentInCanonicalUrl: Bool?
  public var identityDatasourceName: String?
  public var productAccessGroup: String?
  public var isUserReferencedByEmail: Bool?
  public var isEntityDatasource: Bool?
  public var isTestDatasource: Bool?

  public init(
    name: String, displayName: String? = nil, datasourceCategory: DatasourceCategory? = nil, urlRegex: String? = nil,
    iconUrl: String? = nil, iconDarkUrl: String? = nil, homeUrl: String? = nil, suggestionText: String? = nil,
    objectDefinitions: [ObjectDefinition]? = nil, crawlerSeedUrls: [String]? = nil,
    hideBuiltInFacets: [BuiltInFacet]? = nil, canonicalizingURLRegex: [CanonicalizingRegexType]? = nil,
    canonicalizingTitleRegex: [CanonicalizingRegexType]? = nil, redlistTitleRegex: String? = nil,
    connectorType: ConnectorType? = nil, quicklinks: [Quicklink]? = nil, renderConfigPreset: String? = nil,
    aliases: [String]? = nil, isOnPrem: Bool? = nil, trustUrlRegexForViewActivity: Bool? = nil,
    includeUtmSource: Bool? = nil, stripFragmentInCanonicalUrl: Bool? = nil, identityDatasourceName: String? = nil,
    productAccessGroup: String? = nil, isUserReferencedByEmail: Bool? = nil, isEntityDatasource: Bool? = nil,
    isTestDatasource: Bool? = nil
  ) {
    self.name = name
    self.displayName = displayName
    self.datasourceCategory = datasourceCategory
    self.urlRegex = urlRegex
    self.iconUrl = iconUrl
    self.iconDarkUrl = iconDarkUrl
    self.homeUrl = homeUrl
    self.suggestionText = suggestionText
    self.objectDefinitions = objectDefinitions
    self.crawlerSeedUrls = crawlerSeedUrls
    self.hideBuiltInFacets = hideBuiltInFacets
    self.canonicalizingURLRegex = canonicalizingURLRegex
    self.canonicalizingTitleRegex = canonicalizingTitleRegex
    self.redlistTitleRegex = redlistTitleRegex
    self.connectorType = connectorType
    self.quicklinks = quicklinks
    self.renderConfigPreset = renderConfigPreset
    self.aliases = aliases
    self.isOnPrem = isOnPrem
    self.trustUrlRegexForViewActivity = trustUrlRegexForViewActivity
    self.includeUtmSource = includeUtmSource
    self.stripFragmentInCanonicalUrl = stripFragmentInCanonicalUrl
    self.identityDatasourceName = identityDatasourceName
    self.productAccessGroup = productAccessGroup
    self.isUserReferencedByEmail = isUserReferencedByEmail
    self.isEntityDatasource = isEntityDatasource
    self.isTestDatasource = isTestDatasource
  }

  /// Tells whether this is the configuration of the datasource called `name`, whatever the case and with or without
  /// the prefix `CUSTOM_` that the service adds.
  public func isNamed(_ name: String) -> Bool {
    func folded(_ text: String) -> Substring {
      let lowered = text.lowercased()[...]
      return lowered.hasPrefix("custom_") ? lowered.dropFirst("custom_".count) : lowered
    }
    return folded(self.name) == folded(name)
  }
}
