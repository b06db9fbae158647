import DataOpsCore

extension OutboxEvent: SQLStored {
  static let table = "outbox"
  var label: String { "event \(type.rawValue) \(sequence)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], type: try row["type"], datasetID: try row["dataset_id"], sequence: try row["sequence"],
      time: try row["time"], data: try row.json("data"))
    deliveredAt = try row["delivered_at"]
    attempts = try row["attempts"]
    retryAt = try row["retry_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "type": type.sql, "dataset_id": datasetID.sql, "sequence": sequence.sql, "time": time.sql,
        "data": try .json(data, column: "data"),
      ],
      changing: ["delivered_at": deliveredAt.sql, "attempts": attempts.sql, "retry_at": retryAt.sql])
  }
}

extension SQLTransaction {
  func outbox(of dataset: Identifier<Dataset>) throws -> [OutboxEvent] {
    let query = Self.outboxQuery(dataset)
    return try all(query.sql, query.values)
  }

  static func outboxQuery(_ dataset: Identifier<Dataset>) -> SQLStatement {
    SQLStatement("WHERE dataset_id = ? ORDER BY sequence", [dataset.sql])
  }

  func undelivered(at now: Timestamp, limit: Int) throws -> [OutboxEvent] {
    let query = Self.undeliveredQuery(at: now, limit: limit)
    return try all(query.sql, query.values)
  }

  static func undeliveredQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    SQLStatement(
      """
      WHERE delivered_at IS NULL AND (retry_at IS NULL OR retry_at <= ?) AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.dataset_id = outbox.dataset_id AND earlier.sequence < outbox.sequence
          AND earlier.delivered_at IS NULL)
      ORDER BY time, dataset_id LIMIT ?
      """, [now.sql, max(0, limit).sql])
  }

  func update(_ event: OutboxEvent) throws {
    guard try changeRow(event, { $0.update(where: [:]) }) == 1 else { throw Failure.missing(event.label) }
  }

  func enqueue(_ event: OutboxEvent) throws {
    try insertRow(event)
  }

  func nextOutboxSequence(of dataset: Identifier<Dataset>) throws -> Int64 {
    try value("SELECT coalesce(max(sequence), 0) + 1 AS value FROM outbox WHERE dataset_id = ?", [dataset.sql])
  }
}
