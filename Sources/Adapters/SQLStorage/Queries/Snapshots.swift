import DataOpsCore

extension Snapshot: SQLStored {
  static let table = "snapshots"
  var label: String { "snapshot \(id)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], datasetID: try row["dataset_id"], recordCount: try row["record_count"],
      byteCount: try row["byte_count"], compressedByteCount: try row["compressed_byte_count"],
      chunkCount: try row["chunk_count"], contentHash: try row["content_hash"],
      manifestHash: try row["manifest_hash"], createdAt: try row["created_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_id": datasetID.sql, "record_count": recordCount.sql, "byte_count": byteCount.sql,
        "compressed_byte_count": compressedByteCount.sql, "chunk_count": chunkCount.sql,
        "content_hash": contentHash.sql, "manifest_hash": manifestHash.sql, "created_at": createdAt.sql,
      ],
      changing: [:])
  }
}

extension SQLTransaction {
  func snapshot(_ id: Identifier<Snapshot>) throws -> Snapshot? {
    try first("WHERE id = ?", [id.sql])
  }

  func store(_ snapshot: Snapshot) throws {
    try storeRow(snapshot)
  }

  func deleteSnapshot(_ id: Identifier<Snapshot>) throws {
    try execute("DELETE FROM snapshots WHERE id = ?", [id.sql], about: "snapshot \(id)")
  }
}
