/// The right of one process to something that there is once in the whole installation: the schedules, the relay, a datasource's
/// upload.
package struct SharedLease: Hashable, Sendable, Codable {
  /// What it is a right to: `scheduler`, `relay`, `upload/acmesandboxjira`, `canary/acmesandboxjira`.
  package let name: String
  package let owner: String
  /// Grows each time it changes hands.
  package let fence: Int
  package let expiresAt: Timestamp

  package init(name: String, owner: String, fence: Int, expiresAt: Timestamp) {
    self.name = name
    self.owner = owner
    self.fence = fence
    self.expiresAt = expiresAt
  }
}
