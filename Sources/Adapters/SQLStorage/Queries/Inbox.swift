import DataOpsCore

extension InboxEvent: SQLStored {
  static let table = "inbox"
  var label: String { "event \(type.rawValue) that came in" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], source: try row["source"], type: try row["type"], time: try row["time"],
      data: try row.json("data"), receivedAt: try row["received_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["source": source.sql, "id": id.sql],
      fixed: [
        "type": type.sql, "time": time.sql, "data": try .json(data, column: "data"), "received_at": receivedAt.sql,
      ],
      changing: [:])
  }
}

extension SQLTransaction {
  func inboxEvent(_ id: String, from source: String) throws -> InboxEvent? {
    try first("WHERE source = ? AND id = ?", [source.sql, id.sql])
  }

  func inbox(limit: Int) throws -> [InboxEvent] {
    try all("ORDER BY ordinal DESC LIMIT ?", [max(0, limit).sql])
  }

  func take(_ event: InboxEvent) throws -> Bool {
    try insertNew(event)
  }
}
