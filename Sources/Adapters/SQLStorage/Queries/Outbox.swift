import DataOpsCore

extension OutboxEvent: SQLStored {
  static let table = "outbox"
  var label: String { "event \(type.rawValue) \(sequence)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], type: try row["type"], about: .dataset(try row["dataset_id"]), sequence: try row["sequence"],
      time: try row["time"], data: try row.json("data"))
    try readProgress(row)
  }

  fileprivate mutating func readProgress(_ row: SQLRow) throws(SQLError) {
    deliveredAt = try row["delivered_at"]
    attempts = try row["attempts"]
    retryAt = try row["retry_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    let (table, column, owner) =
      switch subject {
      case .dataset(let id): (Self.table, "dataset_id", id.sql)
      case .client(let id): (ClientEvent.table, "client_id", id.sql)
      }
    return SQLRecord(
      table: table,
      key: ["id": id.sql],
      fixed: [
        "type": type.sql, column: owner, "sequence": sequence.sql, "time": time.sql,
        "data": try .json(data, column: "data"),
      ],
      changing: ["delivered_at": deliveredAt.sql, "attempts": attempts.sql, "retry_at": retryAt.sql])
  }
}

/// An event about a client; they have a table of their own.
private struct ClientEvent: SQLStored {
  static let table = "client_outbox"
  let event: OutboxEvent
  var label: String { event.label }

  init(_ row: SQLRow) throws(SQLError) {
    var event = OutboxEvent(
      id: try row["id"], type: try row["type"], about: .client(try row["client_id"]), sequence: try row["sequence"],
      time: try row["time"], data: try row.json("data"))
    try event.readProgress(row)
    self.event = event
  }

  func record() throws(SQLError) -> SQLRecord { try event.record() }
}

extension SQLTransaction {
  func outbox(of dataset: Identifier<Dataset>) throws -> [OutboxEvent] {
    let query = Self.outboxQuery(dataset)
    return try all(query.sql, query.values)
  }

  static func outboxQuery(_ dataset: Identifier<Dataset>) -> SQLStatement {
    SQLStatement("WHERE dataset_id = ? ORDER BY sequence", [dataset.sql])
  }

  func outbox(of client: Identifier<Client>) throws -> [OutboxEvent] {
    let events: [ClientEvent] = try all("WHERE client_id = ? ORDER BY sequence", [client.sql])
    return events.map(\.event)
  }

  func undelivered(at now: Timestamp, limit: Int) throws -> [OutboxEvent] {
    let (query, clientQuery) = (
      Self.undeliveredQuery(at: now, limit: limit), Self.undeliveredClientQuery(at: now, limit: limit)
    )
    let datasets: [OutboxEvent] = try all(query.sql, query.values)
    let clients: [ClientEvent] = try all(clientQuery.sql, clientQuery.values)
    guard !clients.isEmpty else { return datasets }
    return Array((datasets + clients.map(\.event)).sorted { $0.time < $1.time }.prefix(max(0, limit)))
  }

  static func undeliveredQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    undelivered(in: OutboxEvent.table, by: "dataset_id", at: now, limit: limit)
  }

  static func undeliveredClientQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    undelivered(in: ClientEvent.table, by: "client_id", at: now, limit: limit)
  }

  private static func undelivered(
    in table: String, by subject: String, at now: Timestamp, limit: Int
  ) -> SQLStatement {
    SQLStatement(
      """
      WHERE delivered_at IS NULL AND (retry_at IS NULL OR retry_at <= ?) AND NOT EXISTS (
        SELECT 1 FROM \(table) AS earlier
        WHERE earlier.\(subject) = \(table).\(subject) AND earlier.sequence < \(table).sequence
          AND earlier.delivered_at IS NULL)
      ORDER BY time, \(subject) LIMIT ?
      """, [now.sql, max(0, limit).sql])
  }

  func update(_ event: OutboxEvent) throws {
    guard try changeRow(event, { $0.update(where: [:]) }) == 1 else { throw Failure.missing(event.label) }
  }

  func enqueue(_ event: OutboxEvent) throws {
    try insertRow(event)
  }

  func nextOutboxSequence(of subject: OutboxEvent.Subject) throws -> Int64 {
    switch subject {
    case .dataset(let id):
      try value("SELECT coalesce(max(sequence), 0) + 1 AS value FROM outbox WHERE dataset_id = ?", [id.sql])
    case .client(let id):
      try value("SELECT coalesce(max(sequence), 0) + 1 AS value FROM client_outbox WHERE client_id = ?", [id.sql])
    }
  }
}
