import DataOpsCore

extension Incident: SQLStored {
  static let table = "incidents"
  var label: String { "incident \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], connectorID: try row["connector_id"], datasetID: try row["dataset_id"],
      openedAt: try row["opened_at"], cause: try row.json("cause"))
    closedAt = try row["closed_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "connector_id": connectorID.sql, "dataset_id": datasetID.sql, "opened_at": openedAt.sql,
        "cause": try .json(cause, column: "cause"),
      ],
      changing: ["closed_at": closedAt.sql])
  }
}

extension SQLTransaction {
  func incident(_ id: Identifier<Incident>) throws -> Incident? {
    try first("WHERE id = ?", [id.sql])
  }

  func openIncident(of connector: Identifier<GleanConnector>) throws -> Incident? {
    try first("WHERE connector_id = ? AND closed_at IS NULL", [connector.sql])
  }

  func openIncidents(limit: Int) throws -> [Incident] {
    try all("WHERE closed_at IS NULL ORDER BY ordinal LIMIT ?", [max(0, limit).sql])
  }

  func incidents(of dataset: Identifier<Dataset>, limit: Int) throws -> [Incident] {
    try all("WHERE dataset_id = ? ORDER BY ordinal DESC LIMIT ?", [dataset.sql, max(0, limit).sql])
  }

  func incidents(ofConnector connector: Identifier<GleanConnector>, limit: Int) throws -> [Incident] {
    try all("WHERE connector_id = ? ORDER BY ordinal DESC LIMIT ?", [connector.sql, max(0, limit).sql])
  }

  func incidents(limit: Int) throws -> [Incident] {
    try all("ORDER BY ordinal DESC LIMIT ?", [max(0, limit).sql])
  }

  func insert(_ incident: Incident) throws {
    try insertRow(incident)
  }

  func update(_ incident: Incident) throws {
    try changeUnended(incident, id: incident.id.sql, end: "closed_at")
  }
}
