/// The body of `/bulkindexgroups`: one page of an upload that replaces all groups of a datasource.
public struct BulkIndexGroupsRequest: Codable, Hashable, Sendable {
  /// Unique for each upload and the same on all of its pages.
  public var uploadId: String
  public var isFirstPage: Bool?
  public var isLastPage: Bool?
  /// Discards an unfinished upload; only with `isFirstPage`.
  public var forceRestartUpload: Bool?
  public var datasource: String
  public var groups: [DatasourceGroupDefinition]
  /// Deletes what is not in the upload even when that is more than 20 %; only with `isLastPage`.
  public var disableStaleDataDeletionCheck: Bool?

  public init(
    uploadId: String, isFirstPage: Bool? = nil, isLastPage: Bool? = nil, forceRestartUpload: Bool? = nil,
    datasource: String, groups: [DatasourceGroupDefinition], disableStaleDataDeletionCheck: Bool? = nil
  ) {
    self.uploadId = uploadId
    self.isFirstPage = isFirstPage
    self.isLastPage = isLastPage
    self.forceRestartUpload = forceRestartUpload
    self.datasource = datasource
    self.groups = groups
    self.disableStaleDataDeletionCheck = disableStaleDataDeletionCheck
  }
}
