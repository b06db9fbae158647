package import DataOpsCore

/// What the search system says of a datasource's content.
package struct DatasourceStatus: Hashable, Sendable {
  package let uploaded: Int
  package let indexed: Int
  package let users: Int
  package let groups: Int
  package let memberships: Int
  package let visibility: Visibility
  /// When an upload or the processing of one last came to its end; nil where search does not say.
  package let lastSyncAt: Timestamp?
  /// Whether the newest upload left out more than a fifth of what was there, which search deletes seven days later.
  package let deletionIsPaused: Bool

  /// Whether nothing is left: no documents, people, groups or memberships.
  package var isEmpty: Bool {
    uploaded == 0 && indexed == 0 && users == 0 && groups == 0 && memberships == 0
  }

  package enum Visibility: String, Hashable, Sendable {
    case everyone, testGroup = "test_group", nobody, unknown
  }

  package init(
    uploaded: Int, indexed: Int, users: Int, groups: Int, memberships: Int, visibility: Visibility,
    lastSyncAt: Timestamp? = nil, deletionIsPaused: Bool = false
  ) {
    self.uploaded = uploaded
    self.indexed = indexed
    self.users = users
    self.groups = groups
    self.memberships = memberships
    self.visibility = visibility
    self.lastSyncAt = lastSyncAt
    self.deletionIsPaused = deletionIsPaused
  }
}
