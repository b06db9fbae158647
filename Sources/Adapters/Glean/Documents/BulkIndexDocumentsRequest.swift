/// The body of `/bulkindexdocuments`: one page of an upload that replaces all documents of a datasource.
public struct BulkIndexDocumentsRequest: Codable, Hashable, Sendable {
  /// Unique for each upload and the same on all of its pages.
  public var uploadId: String
  public var isFirstPage: Bool?
  public var isLastPage: Bool?
  /// Discards an unfinished upload; only with `isFirstPage`.
  public var forceRestartUpload: Bool?
  public var datasource: String
  public var documents: [DocumentDefinition]
  /// Deletes what is not in the upload even when that is more than 20 % of the documents; only with `isLastPage`.
  public var disableStaleDocumentDeletionCheck: Bool?

  public init(
    uploadId: String, isFirstPage: Bool? = nil, isLastPage: Bool? = nil, forceRestartUpload: Bool? = nil,
    datasource: String, documents: [DocumentDefinition], disableStaleDocumentDeletionCheck: Bool? = nil
  ) {
    self.uploadId = uploadId
    self.isFirstPage = isFirstPage
    self.isLastPage = isLastPage
    self.forceRestartUpload = forceRestartUpload
    self.datasource = datasource
    self.documents = documents
    self.disableStaleDocumentDeletionCheck = disableStaleDocumentDeletionCheck
  }
}

/// What a page of `/bulkindexdocuments` says besides its documents; for pages of documents already encoded.
public struct BulkDocumentUpload: Codable, Hashable, Sendable {
  /// Unique for each upload and the same on all of its pages.
  public var uploadId: String
  public var isFirstPage: Bool?
  public var isLastPage: Bool?
  /// Discards an unfinished upload; only with `isFirstPage`.
  public var forceRestartUpload: Bool?
  public var datasource: String
  /// Deletes what is not in the upload even when that is more than 20 % of the documents; only with `isLastPage`.
  public var disableStaleDocumentDeletionCheck: Bool?

  public init(
    uploadId: String, isFirstPage: Bool? = nil, isLastPage: Bool? = nil, forceRestartUpload: Bool? = nil,
    datasource: String, disableStaleDocumentDeletionCheck: Bool? = nil
  ) {
    self.uploadId = uploadId
    self.isFirstPage = isFirstPage
    self.isLastPage = isLastPage
    self.forceRestartUpload = forceRestartUpload
    self.datasource = datasource
    self.disableStaleDocumentDeletionCheck = disableStaleDocumentDeletionCheck
  }
}
