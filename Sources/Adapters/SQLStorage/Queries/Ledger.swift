import DataOpsCore

extension LedgerEntry: SQLStored {
  static let table = "resource_ledger"
  var label: String { "ledger entry \(kind.rawValue) '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      datasetID: try row["dataset_id"], kind: try row["kind"], name: try row["name"],
      operationID: try row["operation_id"], plannedAt: try row["planned_at"])
    releasedAt = try row["released_at"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["dataset_id": datasetID.sql, "kind": kind.sql, "name": name.sql],
      fixed: ["operation_id": operationID.sql, "planned_at": plannedAt.sql],
      changing: ["released_at": releasedAt.sql])
  }
}

extension SQLTransaction {
  func ledger(of dataset: Identifier<Dataset>) throws -> [LedgerEntry] {
    try all("WHERE dataset_id = ? ORDER BY ordinal", [dataset.sql])
  }

  func store(_ entry: LedgerEntry) throws {
    try storeRow(entry)
  }
}
