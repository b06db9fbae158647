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
  /// The ids of bulk uploads that were begun and not ended: documents, people and groups.
  package let openUploads: [String]
  /// Whether a deletion waits for seven days because it was of more than a fifth of the documents.
  package let isDeletionPaused: Bool

  /// Whether nothing is left: no documents, people, groups or memberships.
  package var isEmpty: Bool {
    uploaded == 0 && indexed == 0 && users == 0 && groups == 0 && memberships == 0
  }

  package enum Visibility: String, Hashable, Sendable {
    case everyone, testGroup = "test_group", nobody, unknown
  }

  package init(
    uploaded: Int, indexed: Int, users: Int, groups: Int, memberships: Int, visibility: Visibility,
    lastSyncAt: Timestamp? = nil, openUploads: [String] = [], isDeletionPaused: Bool = false
  ) {
    self.uploaded = uploaded
    self.indexed = indexed
    self.users = users
    self.groups = groups
    self.memberships = memberships
    self.visibility = visibility
    self.lastSyncAt = lastSyncAt
    self.openUploads = openUploads
    self.isDeletionPaused = isDeletionPaused
  }
}
