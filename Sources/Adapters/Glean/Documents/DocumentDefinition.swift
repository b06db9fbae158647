/// A document to index.
public struct DocumentDefinition: Codable, Hashable, Sendable {
  public var datasource: String
  /// Case-insensitive, stable, at most 200 characters. Required for datasources made after 1 March 2025.
  public var id: String?
  /// No spaces, no underscore; must be declared in the configuration of the datasource.
  public var objectType: String?
  public var title: String?
  public var filename: String?
  public var container: String?
  public var containerDatasourceId: String?
  public var containerObjectType: String?
  /// Required unless the datasource is an entity datasource; must match its `urlRegex`.
  public var viewURL: String?
  public var summary: ContentDefinition?
  public var body: ContentDefinition?
  public var author: UserReferenceDefinition?
  public var owner: UserReferenceDefinition?
  public var permissions: DocumentPermissionsDefinition?
  /// Epoch seconds.
  public var createdAt: Int64?
  /// Epoch seconds.
  public var updatedAt: Int64?
  public var updatedBy: UserReferenceDefinition?
  public var tags: [String]?
  public var interactions: DocumentInteractionsDefinition?
  public var status: String?
  public var additionalUrls: [String]?
  public var nativeAppUrl: String?
  public var comments: [CommentDefinition]?
  public var customProperties: [CustomProperty]?

  public init(
    datasource: String, id: String? = nil, objectType: String? = nil, title: String? = nil, filename: String? = nil,
    container: String? = nil, containerDatasourceId: String? = nil, containerObjectType: String? = nil,
    viewURL: String? = nil, summary: ContentDefinition? = nil, body: ContentDefinition? = nil,
    author: UserReferenceDefinition? = nil, owner: UserReferenceDefinition? = nil,
    permissions: DocumentPermissionsDefinition? = nil, createdAt: Int64? = nil, updatedAt: Int64? = nil,
    updatedBy: UserReferenceDefinition? = nil, tags: [String]? = nil,
    interactions: DocumentInteractionsDefinition? = nil, status: String? = nil, additionalUrls: [String]? = nil,
    nativeAppUrl: String? = nil, comments: [CommentDefinition]? = nil, customProperties: [CustomProperty]? = nil
  ) {
    self.datasource = datasource
    self.id = id
    self.objectType = objectType
    self.title = title
    self.filename = filename
    self.container = container
    self.containerDatasourceId = containerDatasourceId
    self.containerObjectType = containerObjectType
    self.viewURL = viewURL
    self.summary = summary
    self.body = body
    self.author = author
    self.owner = owner
    self.permissions = permissions
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
    self.tags = tags
    self.interactions = interactions
    self.status = status
    self.additionalUrls = additionalUrls
    self.nativeAppUrl = nativeAppUrl
    self.comments = comments
    self.customProperties = customProperties
  }
}
