import DataOpsCore
import DataOpsLifecycle

extension ConnectorWatch: SQLStored {
  static let table = "connector_watches"
  var label: String { "the watch of connector \(connectorID)" }

  init(_ row: SQLRow) throws(SQLError) {
    var record = HealthRecord()
    record.failures = try row["failures"]
    record.successes = try row["successes"]
    record.unanswered = try row["unanswered"]
    record.failingSince = try row["failing_since"]
    record.warnedAt = try row["warned_at"]
    record.restingSince = try row["resting_since"]
    record.failedLook = try row["failed_look"]
    record.lastFailure = try row.optionalJSON("last_failure")
    self.init(
      connectorID: try row["connector_id"], dueAt: try row["due_at"], fence: try row["fence"],
      round: try row["round"], lastCheckAt: try row["last_check_at"], record: record,
      remarks: try row.json("remarks"), drift: try row.json("drift"))
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["connector_id": connectorID.sql],
      fixed: ["fence": fence.sql],
      changing: [
        "due_at": dueAt.sql, "round": round.sql, "last_check_at": lastCheckAt.sql, "failures": record.failures.sql,
        "successes": record.successes.sql, "unanswered": record.unanswered.sql,
        "failing_since": record.failingSince.sql, "warned_at": record.warnedAt.sql,
        "resting_since": record.restingSince.sql, "failed_look": record.failedLook.sql,
        "last_failure": try .json(record.lastFailure, column: "last_failure"),
        "remarks": try .json(remarks, column: "remarks"), "drift": try .json(drift, column: "drift"),
      ])
  }
}

extension SQLTransaction {
  func watch(of connector: Identifier<GleanConnector>) throws -> ConnectorWatch? {
    try first("WHERE connector_id = ?", [connector.sql])
  }

  func watches(of connectors: Set<Identifier<GleanConnector>>) throws -> [ConnectorWatch] {
    guard !connectors.isEmpty else { return [] }
    return try all("WHERE \(wanted) ORDER BY connector_id", [Self.list(connectors)])
  }

  func insert(_ watches: [ConnectorWatch]) throws {
    for watch in watches { _ = try insertNew(watch) }
  }

  func claimWatches(dueAt now: Timestamp, until: Timestamp, limit: Int) throws -> [ConnectorWatch] {
    let query = Self.dueWatchesQuery(at: now, limit: limit)
    let due: [Identifier<GleanConnector>] = try rows(
      "SELECT connector_id FROM connector_watches \(query.sql)\(connection.dialect.skippingLocked)", query.values
    ).map { try $0["connector_id"] }
    return try claimWatches(of: Set(due), until: until)
  }

  static func dueWatchesQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    SQLStatement("WHERE due_at <= ? ORDER BY due_at LIMIT ?", [now.sql, max(0, limit).sql])
  }

  func claimWatches(
    of connectors: Set<Identifier<GleanConnector>>, until: Timestamp
  ) throws -> [ConnectorWatch] {
    guard !connectors.isEmpty else { return [] }
    let claimed = try rows(
      "UPDATE connector_watches SET due_at = ?, fence = fence + 1 WHERE \(wanted) RETURNING *",
      [until.sql, Self.list(connectors)], about: "watches of connectors")
    do { return try claimed.map { row throws(SQLError) in try ConnectorWatch(row) } } catch {
      throw error.failure(about: "the watch of a connector")
    }
  }

  func update(_ watches: [ConnectorWatch]) throws -> Set<Identifier<GleanConnector>> {
    // Always in the same order, so that two that store the same ones wait for each other and not in a circle.
    let watches = watches.sorted { $0.connectorID < $1.connectorID }
    do {
      let changed = try connection.execute(
        watches.map { watch throws(SQLError) in try watch.record().update(where: ["fence": watch.fence.sql]) })
      return Set(zip(watches, changed).filter { $1 == 1 }.map(\.0.connectorID))
    } catch {
      throw error.failure(about: "watches of connectors")
    }
  }

  func delete(_ watch: ConnectorWatch) throws {
    try execute(
      "DELETE FROM connector_watches WHERE connector_id = ? AND fence = ?", [watch.connectorID.sql, watch.fence.sql],
      about: watch.label)
  }

  func connectors(_ ids: Set<Identifier<GleanConnector>>) throws -> [GleanConnector] { try these(ids) }

  func unwatchedConnectors(limit: Int) throws -> [GleanConnector] {
    let query = Self.unwatchedQuery(limit: limit)
    return try all(query.sql, query.values)
  }

  static func unwatchedQuery(limit: Int) -> SQLStatement {
    SQLStatement(
      """
      WHERE phase = 'monitor' AND NOT EXISTS (
        SELECT 1 FROM connector_watches WHERE connector_watches.connector_id = connectors.id)
      LIMIT ?
      """, [max(0, limit).sql])
  }

  /// A condition on rows of connectors, with one parameter.
  private var wanted: String {
    "connector_id IN (SELECT wanted FROM \(connection.dialect.rows([("wanted", .text)])) AS these)"
  }

  private static func list(_ connectors: Set<Identifier<GleanConnector>>) -> SQLValue {
    .objects(connectors.map { ["wanted": .string($0.description)] })
  }
}
