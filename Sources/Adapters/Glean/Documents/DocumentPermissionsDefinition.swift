/// Who may see a document.
public struct DocumentPermissionsDefinition: Codable, Hashable, Sendable {
  public var allowedUsers: [UserReferenceDefinition]?
  public var allowedGroups: [String]?
  public var allowedGroupIntersections: [PermissionsGroupIntersectionDefinition]?
  /// Every user of the search service.
  public var allowAnonymousAccess: Bool?
  /// Every user pushed to the datasource.
  public var allowAllDatasourceUsersAccess: Bool?

  public init(
    allowedUsers: [UserReferenceDefinition]? = nil, allowedGroups: [String]? = nil,
    allowedGroupIntersections: [PermissionsGroupIntersectionDefinition]? = nil, allowAnonymousAccess: Bool? = nil,
    allowAllDatasourceUsersAccess: Bool? = nil
  ) {
    self.allowedUsers = allowedUsers
    self.allowedGroups = allowedGroups
    self.allowedGroupIntersections = allowedGroupIntersections
    self.allowAnonymousAccess = allowAnonymousAccess
    self.allowAllDatasourceUsersAccess = allowAllDatasourceUsersAccess
  }
}

/// Groups that a user must all be a member of.
public struct PermissionsGroupIntersectionDefinition: Codable, Hashable, Sendable {
  public var requiredGroups: [String]?

  public init(requiredGroups: [String]? = nil) {
    self.requiredGroups = requiredGroups
  }
}

/// A user, by e-mail address or by the id the datasource has for the user.
public struct UserReferenceDefinition: Codable, Hashable, Sendable {
  public var email: String?
  public var datasourceUserId: String?
  public var name: String?

  public init(email: String? = nil, datasourceUserId: String? = nil, name: String? = nil) {
    self.email = email
    self.datasourceUserId = datasourceUserId
    self.name = name
  }
}
