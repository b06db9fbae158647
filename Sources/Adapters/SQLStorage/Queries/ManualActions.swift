import DataOpsCore

extension ManualAction: SQLStored {
  static let table = "manual_actions"
  var label: String { "manual action \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], datasetID: try row["dataset_id"], connectorID: try row["connector_id"],
      owner: try row["owner"], text: try row["text"], requestedAt: try row["requested_at"])
    confirmedAt = try row["confirmed_at"]
    let (kind, name): (Actor.Kind?, String?) = (try row["confirmed_by_kind"], try row["confirmed_by_name"])
    if let kind, let name { confirmedBy = Actor(kind, name) }
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_id": datasetID.sql, "connector_id": connectorID.sql, "owner": owner.sql, "text": text.sql,
        "requested_at": requestedAt.sql,
      ],
      changing: [
        "confirmed_at": confirmedAt.sql, "confirmed_by_kind": (confirmedBy?.kind).sql,
        "confirmed_by_name": (confirmedBy?.name).sql,
      ])
  }
}

extension SQLTransaction {
  func manualActions(of dataset: Identifier<Dataset>?, openOnly: Bool) throws -> [ManualAction] {
    var conditions = SQLConditions()
    conditions.add("dataset_id = ?", dataset)
    if openOnly { conditions.add("confirmed_at IS NULL") }
    return try all("\(conditions.clause) ORDER BY ordinal", conditions.values)
  }

  func store(_ action: ManualAction) throws {
    try storeRow(action)
  }
}
