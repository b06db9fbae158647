/// The body of `/bulkindexmemberships`: one page of an upload that replaces the memberships of one group.
public struct BulkIndexMembershipsRequest: Codable, Hashable, Sendable {
  /// Unique for each upload and the same on all of its pages.
  public var uploadId: String
  public var isFirstPage: Bool?
  public var isLastPage: Bool?
  /// Discards an unfinished upload; only with `isFirstPage`.
  public var forceRestartUpload: Bool?
  public var datasource: String
  public var group: String?
  public var memberships: [DatasourceBulkMembershipDefinition]

  public init(
    uploadId: String, isFirstPage: Bool? = nil, isLastPage: Bool? = nil, forceRestartUpload: Bool? = nil,
    datasource: String, group: String? = nil, memberships: [DatasourceBulkMembershipDefinition]
  ) {
    self.uploadId = uploadId
    self.isFirstPage = isFirstPage
    self.isLastPage = isLastPage
    self.forceRestartUpload = forceRestartUpload
    self.datasource = datasource
    self.group = group
    self.memberships = memberships
  }
}
