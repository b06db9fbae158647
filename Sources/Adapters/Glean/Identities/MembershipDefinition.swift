/// A user or a group as a member of a group; exactly one of the two members is set.
public struct DatasourceMembershipDefinition: Codable, Hashable, Sendable {
  public var groupName: String
  public var memberUserId: String?
  public var memberGroupName: String?

  public init(groupName: String, memberUserId: String? = nil, memberGroupName: String? = nil) {
    self.groupName = groupName
    self.memberUserId = memberUserId
    self.memberGroupName = memberGroupName
  }
}

/// A member of the group that the page names; exactly one of the two is set.
public struct DatasourceBulkMembershipDefinition: Codable, Hashable, Sendable {
  public var memberUserId: String?
  public var memberGroupName: String?

  public init(memberUserId: String? = nil, memberGroupName: String? = nil) {
    self.memberUserId = memberUserId
    self.memberGroupName = memberGroupName
  }
}
