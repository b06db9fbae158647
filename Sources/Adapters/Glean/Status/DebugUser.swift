/// The body of `/debug/{datasource}/user`.
public struct DebugUserRequest: Codable, Hashable, Sendable {
  public var email: String

  public init(email: String) {
    self.email = email
  }
}

/// What the service says about one user of a datasource.
public struct DebugUserResponse: Codable, Hashable, Sendable {
  public var status: UserStatusResponse?
  public var uploadedGroups: [DatasourceGroupDefinition]?

  public init(status: UserStatusResponse? = nil, uploadedGroups: [DatasourceGroupDefinition]? = nil) {
    self.status = status
    self.uploadedGroups = uploadedGroups
  }
}

/// How far one user came.
public struct UserStatusResponse: Codable, Hashable, Sendable {
  public var isActiveUser: Bool?
  public var uploadStatus: UploadStatus?
  /// ISO 8601.
  public var lastUploadedAt: String?

  public init(isActiveUser: Bool? = nil, uploadStatus: UploadStatus? = nil, lastUploadedAt: String? = nil) {
    self.isActiveUser = isActiveUser
    self.uploadStatus = uploadStatus
    self.lastUploadedAt = lastUploadedAt
  }
}
