/// The identity part of a datasource's status.
public struct DebugDatasourceStatusIdentity: Codable, Hashable, Sendable {
  public var processingHistory: [ProcessingHistoryEvent]?
  public var users: DebugDatasourceStatusIdentityResponseComponent?
  public var groups: DebugDatasourceStatusIdentityResponseComponent?
  public var memberships: DebugDatasourceStatusIdentityResponseComponent?

  public init(
    processingHistory: [ProcessingHistoryEvent]? = nil, users: DebugDatasourceStatusIdentityResponseComponent? = nil,
    groups: DebugDatasourceStatusIdentityResponseComponent? = nil,
    memberships: DebugDatasourceStatusIdentityResponseComponent? = nil
  ) {
    self.processingHistory = processingHistory
    self.users = users
    self.groups = groups
    self.memberships = memberships
  }
}

/// Uploads and count of the users, groups or memberships.
public struct DebugDatasourceStatusIdentityResponseComponent: Codable, Hashable, Sendable {
  public var bulkUploadHistory: [BulkUploadHistoryEvent]?
  public var counts: IdentityCounts?

  public init(bulkUploadHistory: [BulkUploadHistoryEvent]? = nil, counts: IdentityCounts? = nil) {
    self.bulkUploadHistory = bulkUploadHistory
    self.counts = counts
  }
}

/// How many users, groups or memberships were uploaded.
public struct IdentityCounts: Codable, Hashable, Sendable {
  public var uploaded: Int?

  public init(uploaded: Int? = nil) {
    self.uploaded = uploaded
  }
}
