import DataOpsCore
import DataOpsLifecycle

extension Dataset: SQLStored {
  static let table = "datasets"
  var label: String { "dataset '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    let seed: String = try row["seed"]
    guard let seed = UInt64(seed) else { throw .column("seed", problem: "is not an unsigned number of 64 bits") }
    self.init(
      id: try row["id"], name: try row["name"], type: try row["dataset_type"], stage: try row["stage"],
      clientID: try row["client_id"], source: try row["data_source"], metadata: try row.json("metadata"),
      template: try row.optionalJSON("template"), seed: seed,
      expectedRecordCount: try row["expected_record_count"], expiresAt: try row["expires_at"],
      labels: try row.json("labels"), deletionProtected: try row["deletion_protected"],
      journeyID: try row["journey_id"], restoredFrom: try row["restored_from"], createdAt: try row["created_at"])
    status = try row["status"]
    readyAt = try row["ready_at"]
    lastReadyAt = try row["last_ready_at"]
    archivedAt = try row["archived_at"]
    cleanupVerifiedAt = try row["cleanup_verified_at"]
    recordCount = try row["record_count"]
    sizeBytes = try row["size_bytes"]
    qualityScore = try row.optionalJSON("quality_details")
    health = try row["health"]
    failure = try row.optionalJSON("failure")
    connectorID = try row["connector_id"]
    currentSnapshotID = try row["current_snapshot_id"]
    version = try row["version"]
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_type": type.sql, "stage": stage.sql, "client_id": clientID.sql, "created_at": createdAt.sql,
        "data_source": source.sql, "seed": String(seed).sql, "restored_from": restoredFrom.sql, "version": version.sql,
      ],
      changing: [
        "name": name.sql, "journey_id": journeyID.sql, "status": status.sql, "ready_at": readyAt.sql,
        "last_ready_at": lastReadyAt.sql, "archived_at": archivedAt.sql,
        "cleanup_verified_at": cleanupVerifiedAt.sql, "expires_at": expiresAt.sql,
        "metadata": try .json(metadata, column: "metadata"), "template": try .json(template, column: "template"),
        "expected_record_count": expectedRecordCount.sql, "record_count": recordCount.sql,
        "size_bytes": sizeBytes.sql, "quality_score": (qualityScore?.overall).sql,
        "quality_details": try .json(qualityScore, column: "quality_details"), "health": health.sql,
        "failure": try .json(failure, column: "failure"), "deletion_protected": deletionProtected.sql,
        "connector_id": connectorID.sql, "current_snapshot_id": currentSnapshotID.sql,
        "labels": try .json(labels, column: "labels"),
      ])
  }
}

extension SQLTransaction {
  func dataset(_ id: Identifier<Dataset>) throws -> Dataset? {
    try first("WHERE id = ?", [id.sql])
  }

  func datasets(_ filter: DatasetFilter) throws -> [Dataset] {
    let query = Self.datasetQuery(filter)
    return try all(query.sql, query.values)
  }

  static func datasetQuery(_ filter: DatasetFilter) -> SQLStatement {
    var conditions = SQLConditions()
    conditions.add("client_id = ?", filter.clientID)
    conditions.add("stage = ?", filter.stage)
    conditions.add("status = ?", filter.status)
    conditions.add("dataset_type = ?", filter.type)
    conditions.add("name = ?", filter.name)
    return SQLStatement(
      "\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, filter.limit).sql])
  }

  func liveDatasetCount(of client: Identifier<Client>) throws -> Int {
    try value(
      "SELECT count(*) AS value FROM datasets WHERE client_id = ? AND status <> ?",
      [client.sql, DatasetStatus.archived.sql])
  }

  func insert(_ dataset: Dataset) throws {
    try insertRow(dataset)
  }

  func update(_ dataset: Dataset) throws {
    let changed = try changeRow(dataset) {
      $0.update(also: "version = version + 1", where: ["version": dataset.version.sql])
    }
    guard changed == 0 else { return }
    guard let stored = try self.dataset(dataset.id) else { throw Failure.missing(dataset.label) }
    throw Failure.lost(
      dataset.label, stored: stored.version, own: dataset.version, now: "it is \(stored.status.display)")
  }
}
