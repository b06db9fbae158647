/// A document as the search knows it.
public struct Document: Codable, Hashable, Sendable {
  public var id: String?
  public var datasource: String?
  public var docType: String?
  public var title: String?
  public var url: String?
  public var connectorType: ConnectorType?
  public var metadata: DocumentMetadata?

  public init(
    id: String? = nil, datasource: String? = nil, docType: String? = nil, title: String? = nil, url: String? = nil,
    connectorType: ConnectorType? = nil, metadata: DocumentMetadata? = nil
  ) {
    self.id = id
    self.datasource = datasource
    self.docType = docType
    self.title = title
    self.url = url
    self.connectorType = connectorType
    self.metadata = metadata
  }
}

/// What is known about a document found.
public struct DocumentMetadata: Codable, Hashable, Sendable {
  public var datasource: String?
  public var datasourceInstance: String?
  public var objectType: String?
  public var container: String?
  public var documentId: String?
  public var mimeType: String?
  /// RFC 3339.
  public var createTime: String?
  /// RFC 3339.
  public var updateTime: String?
  public var author: Person?
  public var owner: Person?

  public init(
    datasource: String? = nil, datasourceInstance: String? = nil, objectType: String? = nil,
    container: String? = nil, documentId: String? = nil, mimeType: String? = nil, createTime: String? = nil,
    updateTime: String? = nil, author: Person? = nil, owner: Person? = nil
  ) {
    self.datasource = datasource
    self.datasourceInstance = datasourceInstance
    self.objectType = objectType
    self.container = container
    self.documentId = documentId
    self.mimeType = mimeType
    self.createTime = createTime
    self.updateTime = updateTime
    self.author = author
    self.owner = owner
  }
}

/// A person as the search knows them.
public struct Person: Codable, Hashable, Sendable {
  public var name: String
  public var obfuscatedId: String

  public init(name: String, obfuscatedId: String) {
    self.name = name
    self.obfuscatedId = obfuscatedId
  }
}
