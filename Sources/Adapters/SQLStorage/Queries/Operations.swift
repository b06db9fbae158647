import DataOpsCore
import DataOpsLifecycle

extension Operation: SQLStored {
  static let table = "operations"
  var label: String { "operation \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], kind: try row["kind"], datasetID: try row["dataset_id"], clientID: try row["client_id"],
      stage: try row["stage"], requestedAt: try row["requested_at"],
      requestedBy: Actor(try row["requested_by_kind"], try row["requested_by_name"]), reason: try row["reason"],
      parameters: try row.json("parameters"), priority: try row["priority"], deadlineAt: try row["deadline_at"])
    status = try row["status"]
    step = try row["step"]
    startedAt = try row["started_at"]
    finishedAt = try row["finished_at"]
    wakeAt = try row["wake_at"]
    failure = try row.optionalJSON("failure")
    cancelRequested = try row["cancel_requested"]
    lease = try Lease(row)
    fence = try row["fence"]
    stalls = try row["stalls"]
    replayedBy = try row["replayed_by"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "kind": kind.sql, "dataset_id": datasetID.sql, "client_id": clientID.sql, "stage": stage.sql,
        "requested_at": requestedAt.sql, "requested_by_kind": requestedBy.kind.sql,
        "requested_by_name": requestedBy.name.sql, "reason": reason.sql, "cancel_requested": cancelRequested.sql,
        "fence": fence.sql, "parameters": try .json(parameters, column: "parameters"), "priority": priority.sql,
        "deadline_at": deadlineAt.sql,
      ],
      changing: [
        "status": status.sql, "step": step.sql, "started_at": startedAt.sql, "finished_at": finishedAt.sql,
        "wake_at": wakeAt.sql, "failure": try .json(failure, column: "failure"),
        "lease_owner": (lease?.owner).sql, "lease_expires_at": (lease?.expiresAt).sql, "stalls": stalls.sql,
        "replayed_by": replayedBy.sql,
      ])
  }
}

extension Lease {
  /// Nil where nobody has the lease.
  fileprivate init?(_ row: SQLRow) throws(SQLError) {
    let (owner, expiresAt): (String?, Timestamp?) = (try row["lease_owner"], try row["lease_expires_at"])
    guard let owner, let expiresAt else { return nil }
    self.init(owner: owner, expiresAt: expiresAt)
  }
}

extension SQLTransaction {
  func operation(_ id: Identifier<Operation>) throws -> Operation? {
    try first("WHERE id = ?", [id.sql])
  }

  func operations(_ ids: Set<Identifier<Operation>>) throws -> [Operation] { try these(ids) }

  func operations(_ filter: OperationFilter) throws -> [Operation] {
    let query = Self.operationQuery(filter)
    return try all(query.sql, query.values)
  }

  static func operationQuery(_ filter: OperationFilter) -> SQLStatement {
    var conditions = SQLConditions()
    conditions.add("dataset_id = ?", filter.datasetID)
    conditions.add("kind = ?", filter.kind)
    conditions.addIdentityPrefix(filter.idPrefix)
    if filter.unfinishedOnly { conditions.add("status IN ('waiting', 'running')") }
    if filter.deadOnly { conditions.add("status = 'failed' AND replayed_by IS NULL") }
    conditions.add("ordinal < (SELECT ordinal FROM operations WHERE id = ?)", filter.after)
    return SQLStatement(
      "\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, filter.limit).sql])
  }

  func dueOperations(at now: Timestamp, limit: Int) throws -> [Operation] {
    let query = Self.dueQuery(at: now, limit: limit)
    return try all(query.sql, query.values)
  }

  static func dueQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    SQLStatement(
      "WHERE status = 'waiting' AND (wake_at IS NULL OR wake_at <= ?) ORDER BY priority DESC, ordinal LIMIT ?",
      [now.sql, max(0, limit).sql])
  }

  func runningOperations() throws -> [Operation] {
    try all("WHERE status = 'running' ORDER BY ordinal")
  }

  func insert(_ operation: Operation, steps: [OperationStep]) throws {
    try insertRow(operation)
    try insertRows(steps)
    connection.announceWork()
  }

  func update(_ operation: Operation) throws {
    let changed = try changeRow(operation) { record in
      // A cancellation may have been requested since this operation was read; the request is never taken back.
      let keep = operation.cancelRequested ? "cancel_requested = TRUE" : "cancel_requested = cancel_requested"
      return record.update(also: keep, where: ["fence": operation.fence.sql])
    }
    if operation.status == .waiting { connection.announceWork() }
    guard changed == 0 else { return }
    guard let stored = try self.operation(operation.id) else { throw Failure.missing(operation.label) }
    throw Failure(
      .conflict,
      "\(operation.label) was claimed by \(stored.lease?.owner ?? "somebody else") meanwhile (fence \(stored.fence), not \(operation.fence))",
      remedy: "Leave it to whoever has it now.")
  }

  func requestCancellation(of operation: Identifier<Operation>) throws {
    let changed = try execute(
      "UPDATE operations SET cancel_requested = ?, wake_at = NULL WHERE id = ?", [true.sql, operation.sql],
      about: "operation \(operation)")
    guard changed == 1 else { throw Failure.missing("operation \(operation)") }
    connection.announceWork()
  }
}
