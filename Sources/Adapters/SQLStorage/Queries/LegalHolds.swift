import DataOpsCore

extension LegalHold: SQLStored {
  static let table = "holds"
  var label: String { "legal hold \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], datasetID: try row["dataset_id"], reason: try row["reason"],
      placedBy: Actor(try row["placed_by_kind"], try row["placed_by_name"]), placedAt: try row["placed_at"])
    releasedAt = try row["released_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_id": datasetID.sql, "reason": reason.sql, "placed_by_kind": placedBy.kind.sql,
        "placed_by_name": placedBy.name.sql, "placed_at": placedAt.sql,
      ],
      changing: ["released_at": releasedAt.sql])
  }
}

extension SQLTransaction {
  func hold(_ id: Identifier<LegalHold>) throws -> LegalHold? {
    try first("WHERE id = ?", [id.sql])
  }

  func holds(of dataset: Identifier<Dataset>?, activeOnly: Bool) throws -> [LegalHold] {
    var conditions = SQLConditions()
    conditions.add("dataset_id = ?", dataset)
    if activeOnly { conditions.add("released_at IS NULL") }
    return try all("\(conditions.clause) ORDER BY ordinal", conditions.values)
  }

  func insert(_ hold: LegalHold) throws {
    try insertRow(hold)
  }

  func update(_ hold: LegalHold) throws {
    try changeUnended(hold, id: hold.id.sql, end: "released_at")
  }
}
