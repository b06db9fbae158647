/// The body of `/deleteuser`. The memberships of the user go with it.
public struct DeleteUserRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var email: String
  public var version: Int64?

  public init(datasource: String, email: String, version: Int64? = nil) {
    self.datasource = datasource
    self.email = email
    self.version = version
  }
}

/// The body of `/deletegroup`. The memberships of the group go with it.
public struct DeleteGroupRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var groupName: String
  public var version: Int64?

  public init(datasource: String, groupName: String, version: Int64? = nil) {
    self.datasource = datasource
    self.groupName = groupName
    self.version = version
  }
}

/// The body of `/deletemembership`.
public struct DeleteMembershipRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var membership: DatasourceMembershipDefinition
  public var version: Int64?

  public init(datasource: String, membership: DatasourceMembershipDefinition, version: Int64? = nil) {
    self.datasource = datasource
    self.membership = membership
    self.version = version
  }
}
