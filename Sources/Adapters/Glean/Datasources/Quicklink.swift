/// An action of a datasource offered in autocomplete and app cards.
public struct Quicklink: Codable, Hashable, Sendable {
  public var name: String?
  public var shortName: String?
  public var url: String?
  public var iconConfig: IconConfig?
  public var id: String?
  public var scopes: [String]?

  public init(
    name: String? = nil, shortName: String? = nil, url: String? = nil, iconConfig: IconConfig? = nil,
    id: String? = nil, scopes: [String]? = nil
  ) {
    self.name = name
    self.shortName = shortName
    self.url = url
    self.iconConfig = iconConfig
    self.id = id
    self.scopes = scopes
  }
}

/// How an icon is rendered.
public struct IconConfig: Codable, Hashable, Sendable {
  public var generatedBackgroundColorKey: String?
  public var backgroundColor: String?
  public var color: String?
  public var key: String?
  public var iconType: String?
  public var masked: Bool?
  public var name: String?
  public var url: String?

  public init(
    generatedBackgroundColorKey: String? = nil, backgroundColor: String? = nil, color: String? = nil,
    key: String? = nil, iconType: String? = nil, masked: Bool? = nil, name: String? = nil, url: String? = nil
  ) {
    self.generatedBackgroundColorKey = generatedBackgroundColorKey
    self.backgroundColor = backgroundColor
    self.color = color
    self.key = key
    self.iconType = iconType
    self.masked = masked
    self.name = name
    self.url = url
  }
}

/// A rewrite of one string into its canonical form.
public struct CanonicalizingRegexType: Codable, Hashable, Sendable {
  public var matchRegex: String?
  public var rewriteRegex: String?

  public init(matchRegex: String? = nil, rewriteRegex: String? = nil) {
    self.matchRegex = matchRegex
    self.rewriteRegex = rewriteRegex
  }
}
