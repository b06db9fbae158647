import DataOpsCore

extension Webhook: SQLStored {
  static let table = "webhooks"
  var label: String { "webhook \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(id: try row["id"], url: try row["url"], types: try row.json("types"))
    disabledAt = try row["disabled_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [:],
      changing: ["url": url.sql, "types": try .json(types, column: "types"), "disabled_at": disabledAt.sql])
  }
}

extension SQLTransaction {
  func webhook(_ id: Identifier<Webhook>) throws -> Webhook? {
    try first("WHERE id = ?", [id.sql])
  }

  func webhooks() throws -> [Webhook] {
    try all("ORDER BY ordinal")
  }

  func store(_ webhook: Webhook) throws {
    try storeRow(webhook)
  }
}
