/// A comment on a document.
public struct CommentDefinition: Codable, Hashable, Sendable {
  public var id: String
  public var author: UserReferenceDefinition?
  public var content: ContentDefinition?
  /// Epoch seconds.
  public var createdAt: Int64?
  /// Epoch seconds.
  public var updatedAt: Int64?
  public var updatedBy: UserReferenceDefinition?

  public init(
    id: String, author: UserReferenceDefinition? = nil, content: ContentDefinition? = nil, createdAt: Int64? = nil,
    updatedAt: Int64? = nil, updatedBy: UserReferenceDefinition? = nil
  ) {
    self.id = id
    self.author = author
    self.content = content
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
  }
}

/// How often a document was viewed, liked and commented on.
public struct DocumentInteractionsDefinition: Codable, Hashable, Sendable {
  public var numViews: Int?
  public var numLikes: Int?
  public var numComments: Int?

  public init(numViews: Int? = nil, numLikes: Int? = nil, numComments: Int? = nil) {
    self.numViews = numViews
    self.numLikes = numLikes
    self.numComments = numComments
  }
}
