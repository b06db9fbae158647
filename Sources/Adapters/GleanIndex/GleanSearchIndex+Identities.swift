package import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

extension GleanSearchIndex {
  /// People first, then groups, then memberships: each names only what was sent before it.
  package func replaceIdentities(
    _ identities: SearchIdentities, in datasource: String, uploadID: String
  ) async throws(Failure) {
    let users = identities.users.map { DatasourceUserDefinition(email: $0.email, name: $0.name) }
    let groups = identities.groups.map { DatasourceGroupDefinition(name: $0.name) }
    try await replaceUsers(users, in: datasource, uploadID: uploadID)
    try await replaceGroups(groups, in: datasource, uploadID: uploadID)
    for group in identities.groups {
      try await replaceMembers(of: group.name, by: group.memberEmails, in: datasource, uploadID: uploadID)
    }
  }

  /// The reverse order: memberships, groups, people.
  package func deleteIdentities(
    groups: [String], in datasource: String, uploadID: String
  ) async throws(Failure) {
    for group in groups {
      try await replaceMembers(of: group, by: [], in: datasource, uploadID: uploadID)
    }
    try await replaceGroups([], in: datasource, uploadID: uploadID)
    try await replaceUsers([], in: datasource, uploadID: uploadID)
  }

  package func knows(_ email: String, in datasource: String) async throws(Failure) -> Bool {
    let answer = try await call { client throws(GleanError) in
      try await client.debugUser(DebugUserRequest(email: email), datasource: datasource)
    }
    return answer.status?.uploadStatus != .notUploaded || answer.uploadedGroups?.isEmpty == false
  }

  private func replaceUsers(
    _ users: [DatasourceUserDefinition], in datasource: String, uploadID: String
  ) async throws(Failure) {
    let request = BulkIndexUsersRequest(
      uploadId: uploadID + "-users", isFirstPage: true, isLastPage: true, forceRestartUpload: true,
      datasource: datasource, users: users, disableStaleDataDeletionCheck: users.isEmpty ? true : nil)
    try await call { client throws(GleanError) in try await client.bulkIndexUsers(request) }
  }

  private func replaceGroups(
    _ groups: [DatasourceGroupDefinition], in datasource: String, uploadID: String
  ) async throws(Failure) {
    let request = BulkIndexGroupsRequest(
      uploadId: uploadID + "-groups", isFirstPage: true, isLastPage: true, forceRestartUpload: true,
      datasource: datasource, groups: groups, disableStaleDataDeletionCheck: groups.isEmpty ? true : nil)
    try await call { client throws(GleanError) in try await client.bulkIndexGroups(request) }
  }

  private func replaceMembers(
    of group: String, by emails: [String], in datasource: String, uploadID: String
  ) async throws(Failure) {
    let request = BulkIndexMembershipsRequest(
      uploadId: "\(uploadID)-\(group)", isFirstPage: true, isLastPage: true, forceRestartUpload: true,
      datasource: datasource, group: group,
      memberships: emails.map { DatasourceBulkMembershipDefinition(memberUserId: $0) })
    try await call { client throws(GleanError) in try await client.bulkIndexMemberships(request) }
  }
}
