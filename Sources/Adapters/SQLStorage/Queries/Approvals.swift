import DataOpsCore

extension Approval: SQLStored {
  static let table = "approvals"
  var label: String { "approval of the teardown of dataset \(datasetID) by \(approver)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      datasetID: try row["dataset_id"], approver: Actor(try row["approver_kind"], try row["approver_name"]),
      reason: try row["reason"], givenAt: try row["given_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["dataset_id": datasetID.sql, "approver_kind": approver.kind.sql, "approver_name": approver.name.sql],
      fixed: ["reason": reason.sql, "given_at": givenAt.sql],
      changing: [:])
  }
}

extension SQLTransaction {
  func approvals(of dataset: Identifier<Dataset>) throws -> [Approval] {
    try all("WHERE dataset_id = ? ORDER BY ordinal", [dataset.sql])
  }

  func insert(_ approval: Approval) throws {
    try insertRow(approval)
  }
}
