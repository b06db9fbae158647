import DataOpsCore

extension AccessGrant: SQLStored {
  static let table = "grants"
  var label: String { "access grant \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], datasetID: try row["dataset_id"],
      grantee: Actor(try row["grantee_kind"], try row["grantee_name"]),
      approver: Actor(try row["approver_kind"], try row["approver_name"]), grantedAt: try row["granted_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_id": datasetID.sql, "grantee_kind": grantee.kind.sql, "grantee_name": grantee.name.sql,
        "approver_kind": approver.kind.sql, "approver_name": approver.name.sql, "granted_at": grantedAt.sql,
      ],
      changing: [:])
  }
}

extension SQLTransaction {
  func grant(_ id: Identifier<AccessGrant>) throws -> AccessGrant? {
    try first("WHERE id = ?", [id.sql])
  }

  func grants(of dataset: Identifier<Dataset>, validAt now: Timestamp?) throws -> [AccessGrant] {
    var conditions = SQLConditions()
    conditions.add("dataset_id = ?", dataset)
    conditions.add("granted_at <= ?", now)
    conditions.add("granted_at > ?", now.map { $0 - DatasetAccess.grantDuration })
    return try all("\(conditions.clause) ORDER BY ordinal", conditions.values)
  }

  func insert(_ grant: AccessGrant) throws {
    try insertRow(grant)
  }
}
