/// Users, groups and memberships. All of these calls leave the same result when they are repeated; for the pages of a
/// bulk upload what ``GleanClient/bulkIndexDocuments(_:)`` says holds too.
extension GleanClient {
  /// Adds or replaces a user.
  public func indexUser(_ request: IndexUserRequest) async throws(GleanError) {
    try await caller.tell(.indexUser, request)
  }

  /// Sends one page of an upload that replaces all users of a datasource.
  public func bulkIndexUsers(_ request: BulkIndexUsersRequest) async throws(GleanError) {
    try await caller.tell(.bulkIndexUsers, request)
  }

  /// Sends one page of an upload that replaces all groups of a datasource.
  public func bulkIndexGroups(_ request: BulkIndexGroupsRequest) async throws(GleanError) {
    try await caller.tell(.bulkIndexGroups, request)
  }

  /// Sends one page of an upload that replaces the memberships of one group.
  public func bulkIndexMemberships(_ request: BulkIndexMembershipsRequest) async throws(GleanError) {
    try await caller.tell(.bulkIndexMemberships, request)
  }

  /// Deletes a user with their memberships; succeeds when there is none.
  public func deleteUser(_ request: DeleteUserRequest) async throws(GleanError) {
    try await caller.tell(.deleteUser, request)
  }

  /// Deletes a group with its memberships; succeeds when there is none.
  public func deleteGroup(_ request: DeleteGroupRequest) async throws(GleanError) {
    try await caller.tell(.deleteGroup, request)
  }

  /// Deletes a membership; succeeds when there is none.
  public func deleteMembership(_ request: DeleteMembershipRequest) async throws(GleanError) {
    try await caller.tell(.deleteMembership, request)
  }
}
