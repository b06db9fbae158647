import DataOpsCore

extension Archive: SQLStored {
  static let table = "archives"
  var label: String { "archive of dataset \(datasetID)" }

  init(_ row: SQLRow) throws(SQLError) {
    // How long it is kept was promised when it was written.
    self = try SQLRestored(
      datasetID: try row["dataset_id"] as Identifier<Dataset>, snapshotID: try row["snapshot_id"],
      key: try row["object_key"], hash: try row["hash"], recordCount: try row["record_count"],
      byteCount: try row["byte_count"], createdAt: try row["created_at"], verifiedAt: try row["verified_at"],
      keepUntil: try row["keep_until"]
    ).decoded(as: Archive.self)
  }

  private struct SQLRestored: SQLMembers {
    let datasetID: Identifier<Dataset>
    let snapshotID: Identifier<Snapshot>?
    let key: String
    let hash: String
    let recordCount: Int
    let byteCount: Int64
    let createdAt: Timestamp
    let verifiedAt: Timestamp?
    let keepUntil: Timestamp
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["dataset_id": datasetID.sql],
      fixed: [
        "snapshot_id": snapshotID.sql, "object_key": key.sql, "hash": hash.sql, "record_count": recordCount.sql,
        "byte_count": byteCount.sql, "created_at": createdAt.sql, "keep_until": keepUntil.sql,
      ],
      changing: ["verified_at": verifiedAt.sql])
  }
}

extension SQLTransaction {
  func archive(of dataset: Identifier<Dataset>) throws -> Archive? {
    try first("WHERE dataset_id = ?", [dataset.sql])
  }

  func archives(client: Identifier<Client>?, limit: Int) throws -> [Archive] {
    var conditions = SQLConditions()
    conditions.add("dataset_id IN (SELECT id FROM datasets WHERE client_id = ?)", client)
    return try all("\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, limit).sql])
  }

  func store(_ archive: Archive) throws {
    try storeRow(archive)
  }
}
