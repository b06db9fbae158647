import DataOpsCore
import DataOpsLifecycle

extension AuditEvent: SQLStored {
  static let table = "audit_events"
  var label: String { "audit event \(sequence)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      sequence: try row["sequence"],
      entry: AuditEntry(
        at: try row["at"], action: try row["action"], actor: Actor(try row["actor_kind"], try row["actor_name"]),
        reason: try row["reason"], requestID: try row["request_id"], clientID: try row["client_id"],
        datasetID: try row["dataset_id"], subject: try row["subject"], before: try row.optionalJSON("before"),
        after: try row.optionalJSON("after")),
      previousHash: try row["previous_hash"], hash: try row["hash"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["sequence": sequence.sql],
      fixed: [
        "at": at.sql, "action": action.sql, "actor_kind": actor.kind.sql, "actor_name": actor.name.sql,
        "reason": reason.sql, "request_id": requestID.sql, "client_id": clientID.sql, "dataset_id": datasetID.sql,
        "subject": subject.sql, "before": try .json(before, column: "before"),
        "after": try .json(after, column: "after"), "previous_hash": previousHash.sql, "hash": hash.sql,
      ],
      changing: [:])
  }
}

extension SQLTransaction {
  func lastAuditEvent() throws -> AuditEvent? {
    try first("ORDER BY sequence DESC")
  }

  func auditEvents(after sequence: Int64, filter: AuditFilter, limit: Int) throws -> [AuditEvent] {
    let query = Self.auditQuery(after: sequence, filter: filter, limit: limit)
    return try all(query.sql, query.values)
  }

  static func auditQuery(after sequence: Int64, filter: AuditFilter, limit: Int) -> SQLStatement {
    var conditions = SQLConditions()
    conditions.add("sequence > ?", sequence)
    conditions.add("dataset_id = ?", filter.datasetID)
    conditions.add("client_id = ?", filter.clientID)
    conditions.add("action = ?", filter.action)
    return SQLStatement(
      "\(conditions.clause) ORDER BY sequence LIMIT ?", conditions.values + [max(0, limit).sql])
  }

  func auditEnd() throws -> AuditEnd {
    if let known = memory.auditEnd { return known }
    let row = try rows("SELECT sequence, hash FROM audit_head\(connection.dialect.locking)").first
    guard let row else { throw Failure.missing("the end of the audit chain") }
    let end = AuditEnd(sequence: try row["sequence"], hash: try row["hash"])
    memory.auditEnd = end
    return end
  }

  func append(_ events: [AuditEvent]) throws {
    guard let last = events.last else { return }
    var end = try auditEnd()
    for event in events {
      guard event.sequence == end.sequence + 1 else {
        throw Failure(
          .conflict, "audit event \(event.sequence) does not follow the last one; \(end.sequence + 1) is next",
          remedy: "Read the end of the chain again, in the same transaction.")
      }
      guard event.previousHash == end.hash else {
        throw Failure(
          .conflict, "audit event \(event.sequence) is not bound to the one before it",
          remedy: "Read the end of the chain again, in the same transaction.")
      }
      end = AuditEnd(event)
    }
    try insertRows(events)
    try execute(
      "UPDATE audit_head SET sequence = ?, hash = ?", [end.sequence.sql, end.hash.sql], about: last.label)
    memory.auditEnd = end
  }
}
