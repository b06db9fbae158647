import DataOpsCore
import DataOpsLifecycle

extension SharedLease: SQLStored {
  static let table = "leases"
  var label: String { "lease '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      name: try row["name"], owner: try row["owner"], fence: try row["fence"], expiresAt: try row["expires_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table, key: ["name": name.sql], fixed: [:],
      changing: ["owner": owner.sql, "fence": fence.sql, "expires_at": expiresAt.sql])
  }
}

extension SQLTransaction {
  func sharedLeases(named name: String?) throws -> [SharedLease] {
    var conditions = SQLConditions()
    conditions.add("name = ?", name)
    return try all("\(conditions.clause) ORDER BY name", conditions.values)
  }

  func takeLease(_ name: String, owner: String, until: Timestamp, at now: Timestamp) throws -> SharedLease? {
    let taken = try rows(
      """
      INSERT INTO leases (name, owner, fence, expires_at) VALUES (?, ?, 1, ?)
      ON CONFLICT (name) DO UPDATE SET
        fence = leases.fence + CASE WHEN leases.owner = excluded.owner THEN 0 ELSE 1 END,
        owner = excluded.owner, expires_at = excluded.expires_at
      WHERE leases.owner = excluded.owner OR leases.expires_at <= ? RETURNING *
      """, [name.sql, owner.sql, until.sql, now.sql], about: "lease '\(name)'")
    do { return try taken.first.map { row throws(SQLError) in try SharedLease(row) } } catch {
      throw error.failure(about: "lease '\(name)'")
    }
  }

  func giveBack(_ lease: SharedLease) throws {
    // The row stays, so that the fence goes on counting.
    try execute(
      "UPDATE leases SET owner = '', expires_at = ? WHERE name = ? AND owner = ? AND fence = ?",
      [Timestamp(microseconds: 0).sql, lease.name.sql, lease.owner.sql, lease.fence.sql], about: lease.label)
  }

  func require(_ lease: SharedLease, at now: Timestamp) throws {
    let held = try rows(
      "SELECT name FROM leases WHERE name = ? AND owner = ? AND fence = ? AND expires_at > ?\(connection.dialect.locking)",
      [lease.name.sql, lease.owner.sql, lease.fence.sql, now.sql])
    guard held.isEmpty else { return }
    throw Failure(.conflict, "\(lease.label) has passed to another process", remedy: "Leave it to whoever has it now.")
  }
}

extension Schedule: SQLStored {
  static let table = "schedules"
  var label: String { "schedule '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      name: try row["name"], cron: try row["cron"], nextAt: try row["next_at"], lastAt: try row["last_at"],
      lastOutcome: try row["last_outcome"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table, key: ["name": name.sql], fixed: [:],
      changing: ["cron": cron.sql, "next_at": nextAt.sql, "last_at": lastAt.sql, "last_outcome": lastOutcome.sql])
  }
}

extension SQLTransaction {
  func schedules() throws -> [Schedule] { try all("ORDER BY name") }

  func store(_ schedule: Schedule) throws { try storeRow(schedule) }

  func forgetCommits(before instant: Timestamp) throws {
    guard !connection.dialect.commitMarks.isEmpty else { return }
    try execute("DELETE FROM committed_writes WHERE written_at < ?", [instant.sql], about: "old commits")
  }
}
