import GRDB

/// The users, groups and memberships of one datasource.
struct IdentityTable {
  private let db: Database
  private let datasource: Datasource
  private let now: Timestamp

  init(_ db: Database, _ datasource: Datasource, now: Timestamp) {
    self.db = db
    self.datasource = datasource
    self.now = now
  }

  func put(_ user: DatasourceUser, uploadID: Int64, version: Int64 = 0) throws {
    try check(version, "SELECT version FROM user WHERE datasource_id = ? AND email = ?", [datasource.id, user.email])
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO user
          (datasource_id, email, name, user_id, is_active, version, uploaded_at, upload_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        datasource.id, user.email, user.name, user.userID, user.isActive, version, now.milliseconds, uploadID,
      ])
  }

  func put(_ group: DatasourceGroup, uploadID: Int64, version: Int64 = 0) throws {
    try check(
      version, "SELECT version FROM user_group WHERE datasource_id = ? AND name = ?", [datasource.id, group.name])
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO user_group (datasource_id, name, version, upload_id) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [datasource.id, group.name, version, uploadID])
  }

  func put(_ membership: Membership, uploadID: Int64, version: Int64 = 0) throws {
    let key: StatementArguments = [datasource.id, membership.group, membership.member.kind, membership.member.name]
    try check(
      version,
      "SELECT version FROM membership WHERE datasource_id = ? AND group_name = ? AND kind = ? AND member = ?", key)
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO membership (datasource_id, group_name, kind, member, version, upload_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: key + [version, uploadID])
  }

  /// Deletes a user with all memberships. Succeeds when there is none.
  func deleteUser(_ email: String, version: Int64) throws {
    let key: StatementArguments = [datasource.id, email.lowercased()]
    try check(version, "SELECT version FROM user WHERE datasource_id = ? AND email = ?", key)
    try db.execute(
      sql: """
        DELETE FROM membership WHERE datasource_id = ?1 AND kind = 0 AND member IN (
          ?2, (SELECT user_id FROM user WHERE datasource_id = ?1 AND email = ?2))
        """, arguments: key)
    try db.execute(sql: "DELETE FROM user WHERE datasource_id = ? AND email = ?", arguments: key)
  }

  /// Deletes a group with its memberships, as the group and as a member of others. Succeeds when there is none.
  func deleteGroup(_ name: String, version: Int64) throws {
    let key: StatementArguments = [datasource.id, name]
    try check(version, "SELECT version FROM user_group WHERE datasource_id = ? AND name = ?", key)
    try db.execute(sql: "DELETE FROM membership WHERE datasource_id = ? AND group_name = ?", arguments: key)
    try db.execute(
      sql: "DELETE FROM membership WHERE datasource_id = ? AND kind = 1 AND member = ?", arguments: key)
    try db.execute(sql: "DELETE FROM user_group WHERE datasource_id = ? AND name = ?", arguments: key)
  }

  /// Deletes one membership. Succeeds when there is none.
  func delete(_ membership: Membership, version: Int64) throws {
    let key: StatementArguments = [datasource.id, membership.group, membership.member.kind, membership.member.name]
    let condition = "datasource_id = ? AND group_name = ? AND kind = ? AND member = ?"
    try check(version, "SELECT version FROM membership WHERE \(condition)", key)
    try db.execute(sql: "DELETE FROM membership WHERE \(condition)", arguments: key)
  }

  /// Deletes what an upload did not bring again, with everything that hangs on it.
  static func sweep(
    _ db: Database, kind: UploadKind, datasourceID: Int64, olderThan uploadID: Int64, group: String?
  ) throws {
    let stale = "datasource_id = ?1 AND upload_id < ?2"
    switch kind {
    case .documents: return
    case .users:
      try db.execute(
        sql: """
          DELETE FROM membership WHERE datasource_id = ?1 AND kind = 0 AND member IN (
            SELECT email FROM user WHERE \(stale)
            UNION SELECT user_id FROM user WHERE \(stale) AND user_id IS NOT NULL)
          """, arguments: [datasourceID, uploadID])
      try db.execute(sql: "DELETE FROM user WHERE \(stale)", arguments: [datasourceID, uploadID])
    case .groups:
      let names = "SELECT name FROM user_group WHERE \(stale)"
      try db.execute(
        sql: """
          DELETE FROM membership WHERE datasource_id = ?1
          AND (group_name IN (\(names)) OR (kind = 1 AND member IN (\(names))))
          """, arguments: [datasourceID, uploadID])
      try db.execute(sql: "DELETE FROM user_group WHERE \(stale)", arguments: [datasourceID, uploadID])
    case .memberships:
      try db.execute(
        sql: "DELETE FROM membership WHERE \(stale) AND group_name = ?3", arguments: [datasourceID, uploadID, group])
    }
  }

  private func check(_ version: Int64, _ sql: String, _ key: StatementArguments) throws {
    guard version != 0, let stored = try Int64.fetchOne(db, sql: sql, arguments: key) else { return }
    guard version >= stored else {
      throw Refusal.conflict("Version \(version) is older than the stored version \(stored).")
    }
  }
}
