package import DataOpsCore

/// What the search system says of a datasource's content.
///
/// Counts of what was uploaded may be as old as ``oldestCount``, which is what Glean documents; ``indexed`` is present.
package struct DatasourceStatus: Hashable, Sendable {
  /// How old the counts of what was uploaded may be.
  package static let oldestCount: Duration = .seconds(3 * 3600)

  package let uploaded: Int
  package let indexed: Int
  package let users: Int
  package let groups: Int
  package let memberships: Int
  package let visibility: Visibility
  /// When an upload or the processing of one last came to its end; nil where search does not say.
  package let lastSyncAt: Timestamp?
  /// Whether search says that it has not yet processed the last upload of documents, deletions included.
  package let awaitsDocuments: Bool
  /// Whether search says that it has not yet processed the last upload of people or groups, deletions included.
  package let awaitsIdentities: Bool
  /// The ids of bulk uploads that were begun and not ended: documents, people and groups.
  package let openUploads: [String]
  /// Whether the newest upload left out more than a fifth of what was there, which search deletes seven days later.
  package let deletionIsPaused: Bool

  /// Whether no document is left. It goes by what is indexed: what was uploaded is counted too late, also as nothing.
  package var hasNoDocuments: Bool { indexed == 0 && !awaitsDocuments }

  /// Whether no people, groups or memberships are counted, which may be three hours late.
  package var countsNoIdentities: Bool { users == 0 && groups == 0 && memberships == 0 }

  /// Whether every count is 0.
  package var countsNothing: Bool { uploaded == 0 && indexed == 0 && countsNoIdentities }

  /// Whether nothing is left of what was removed at `removal`. Counts that may be older than that say nothing.
  package func isEmpty(since removal: Timestamp, at now: Timestamp) -> Bool {
    indexed == 0 && (now - removal < Self.oldestCount || countsNothing)
  }

  package enum Visibility: String, Hashable, Sendable {
    case everyone, testGroup = "test_group", nobody, unknown
  }

  package init(
    uploaded: Int, indexed: Int, users: Int, groups: Int, memberships: Int, visibility: Visibility,
    lastSyncAt: Timestamp? = nil, awaitsDocuments: Bool = false, awaitsIdentities: Bool = false,
    openUploads: [String] = [], deletionIsPaused: Bool = false
  ) {
    self.uploaded = uploaded
    self.indexed = indexed
    self.users = users
    self.groups = groups
    self.memberships = memberships
    self.visibility = visibility
    self.lastSyncAt = lastSyncAt
    self.awaitsDocuments = awaitsDocuments
    self.awaitsIdentities = awaitsIdentities
    self.openUploads = openUploads
    self.deletionIsPaused = deletionIsPaused
  }
}
