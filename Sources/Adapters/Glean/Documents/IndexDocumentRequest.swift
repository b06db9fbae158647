/// The body of `/indexdocument`.
public struct IndexDocumentRequest: Codable, Hashable, Sendable {
  public var document: DocumentDefinition
  /// Optimistic version; 0 or unset means that no version is checked.
  public var version: Int64?

  public init(document: DocumentDefinition, version: Int64? = nil) {
    self.document = document
    self.version = version
  }
}

/// The body of `/indexdocuments`: adds and updates, never deletes.
public struct IndexDocumentsRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var documents: [DocumentDefinition]
  public var uploadId: String?

  public init(datasource: String, documents: [DocumentDefinition], uploadId: String? = nil) {
    self.datasource = datasource
    self.documents = documents
    self.uploadId = uploadId
  }
}
