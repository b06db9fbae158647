import DataOpsCore
import DataOpsLifecycle

extension Operation: SQLStored {
  static let table = "operations"
  var label: String { "operation \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self = try SQLRestored(
      id: try row["id"] as Identifier<Operation>, kind: try row["kind"], datasetID: try row["dataset_id"],
      clientID: try row["client_id"], stage: try row["stage"], status: try row["status"], step: try row["step"],
      requestedAt: try row["requested_at"],
      requestedBy: Actor(try row["requested_by_kind"], try row["requested_by_name"]), reason: try row["reason"],
      startedAt: try row["started_at"], finishedAt: try row["finished_at"], wakeAt: try row["wake_at"],
      failure: try row.optionalJSON("failure"), cancelRequested: try row["cancel_requested"],
      lease: try Lease(row), fence: try row["fence"], parameters: try row.json("parameters")
    ).decoded(as: Operation.self)
  }

  private struct SQLRestored: SQLMembers {
    let id: Identifier<Operation>
    let kind: OperationKind
    let datasetID: Identifier<Dataset>
    let clientID: Identifier<Client>
    let stage: Stage
    let status: OperationStatus
    let step: StepName?
    let requestedAt: Timestamp
    let requestedBy: Actor
    let reason: String?
    let startedAt: Timestamp?
    let finishedAt: Timestamp?
    let wakeAt: Timestamp?
    let failure: Failure?
    let cancelRequested: Bool
    let lease: Lease?
    let fence: Int
    let parameters: OperationParameters
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "kind": kind.sql, "dataset_id": datasetID.sql, "client_id": clientID.sql, "stage": stage.sql,
        "requested_at": requestedAt.sql, "requested_by_kind": requestedBy.kind.sql,
        "requested_by_name": requestedBy.name.sql, "reason": reason.sql, "cancel_requested": cancelRequested.sql,
        "fence": fence.sql, "parameters": try .json(parameters, column: "parameters"),
      ],
      changing: [
        "status": status.sql, "step": step.sql, "started_at": startedAt.sql, "finished_at": finishedAt.sql,
        "wake_at": wakeAt.sql, "failure": try .json(failure, column: "failure"),
        "lease_owner": (lease?.owner).sql, "lease_expires_at": (lease?.expiresAt).sql,
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

  func operations(_ filter: OperationFilter) throws -> [Operation] {
    var conditions = SQLConditions()
    conditions.add("dataset_id = ?", filter.datasetID)
    conditions.add("kind = ?", filter.kind)
    if filter.unfinishedOnly { conditions.add("status IN ('waiting', 'running')") }
    return try all(
      "\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, filter.limit).sql])
  }

  func dueOperations(at now: Timestamp, limit: Int) throws -> [Operation] {
    let query = Self.dueQuery(at: now, limit: limit)
    return try all(query.sql, query.values)
  }

  static func dueQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    SQLStatement(
      "WHERE status = 'waiting' AND coalesce(wake_at, '') <= ? ORDER BY ordinal LIMIT ?",
      [now.sql, max(0, limit).sql])
  }

  func runningOperations() throws -> [Operation] {
    try all("WHERE status = 'running' ORDER BY ordinal")
  }

  func insert(_ operation: Operation, steps: [OperationStep]) throws {
    try insertRow(operation)
    for step in steps { try insertRow(step) }
  }

  func update(_ operation: Operation) throws {
    let changed = try changeRow(operation) { record in
      // A cancellation may have been requested since this operation was read; the request is never taken back.
      let keep = operation.cancelRequested ? "cancel_requested = 1" : "cancel_requested = cancel_requested"
      return record.update(also: keep, where: ["fence": operation.fence.sql])
    }
    guard changed == 0 else { return }
    guard let stored = try self.operation(operation.id) else { throw Failure.missing(operation.label) }
    throw Failure(
      .conflict,
      "\(operation.label) was claimed by \(stored.lease?.owner ?? "somebody else") meanwhile (fence \(stored.fence), not \(operation.fence))",
      remedy: "Leave it to whoever has it now.")
  }

  func claim(_ id: Identifier<Operation>, lease: Lease, at now: Timestamp) throws -> Operation? {
    let changed = try execute(
      """
      UPDATE operations SET status = 'running', lease_owner = ?, lease_expires_at = ?, fence = fence + 1
      WHERE id = ? AND (
        status = 'waiting'
        OR status = 'running' AND (lease_expires_at IS NULL OR lease_expires_at <= ?))
      """,
      [lease.owner.sql, lease.expiresAt.sql, id.sql, now.sql], about: "operation \(id)")
    return changed == 1 ? try operation(id) : nil
  }

  func requestCancellation(of operation: Identifier<Operation>) throws {
    let changed = try execute(
      "UPDATE operations SET cancel_requested = ? WHERE id = ?", [true.sql, operation.sql],
      about: "operation \(operation)")
    guard changed == 1 else { throw Failure.missing("operation \(operation)") }
  }
}
