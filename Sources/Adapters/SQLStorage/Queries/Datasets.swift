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
        "labels": try .json(labels, column: "labels"), "search_text": searchText.sql,
      ])
  }

  /// What a text filter looks in: lower case, a line for each part.
  private var searchText: String {
    let labels = self.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([name, metadata.industry, metadata.useCase] + metadata.tags + labels).joined(separator: "\n").lowercased()
  }
}

extension SQLTransaction {
  func dataset(_ id: Identifier<Dataset>) throws -> Dataset? {
    try first("WHERE id = ?", [id.sql])
  }

  func datasets(_ filter: DatasetFilter) throws -> [Dataset] {
    let query = Self.datasetQuery(filter, in: connection.dialect)
    return try all(query.sql, query.values)
  }

  func datasets(_ ids: Set<Identifier<Dataset>>) throws -> [Dataset] { try these(ids) }

  static func datasetQuery(_ filter: DatasetFilter, in dialect: SQLDialect) -> SQLStatement {
    var conditions = conditions(filter, in: dialect)
    conditions.add("ordinal < (SELECT ordinal FROM datasets WHERE id = ?)", filter.after)
    return SQLStatement(
      "\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, filter.limit).sql])
  }

  func datasetCounts(_ filter: DatasetFilter) throws -> [DatasetStatus: Int] {
    let conditions = Self.conditions(filter, in: connection.dialect)
    let rows = try rows(
      "SELECT status, count(*) AS number FROM datasets \(conditions.clause) GROUP BY status", conditions.values)
    return Dictionary(try rows.map { (try $0["status"], try $0["number"]) }) { first, _ in first }
  }

  private static func conditions(_ filter: DatasetFilter, in dialect: SQLDialect) -> SQLConditions {
    var conditions = SQLConditions()
    conditions.add("client_id = ?", filter.clientID)
    conditions.add("stage = ?", filter.stage)
    conditions.add("status = ?", filter.status)
    if filter.liveOnly {
      conditions.add("status IN ('provisioning', 'validating', 'ready', 'failed', 'teardown')")
    }
    conditions.add("dataset_type = ?", filter.type)
    conditions.add("name = ?", filter.name)
    conditions.addIdentityPrefix(filter.idPrefix)
    for (name, value) in filter.labels.sorted(by: { $0.key < $1.key }) {
      conditions.add(labelCondition(isAmongFew: filter.clientID != nil, in: dialect), values: [name.sql, value.sql])
    }
    conditions.add("search_text LIKE ? ESCAPE '^'", filter.text.map(pattern))
    return conditions
  }

  /// Of a client's datasets it is quicker to look at the labels of each; of all, to begin with those that have the label.
  private static func labelCondition(isAmongFew: Bool, in dialect: SQLDialect) -> String {
    isAmongFew
      ? "EXISTS (SELECT 1 FROM \(dialect.eachMember)(labels) AS label WHERE label.key = ? AND label.value = ?)"
      : "EXISTS (SELECT 1 FROM dataset_labels WHERE dataset_id = datasets.id AND name = ? AND value = ?)"
  }

  /// The LIKE pattern of everything that has `text` in it; nothing in `text` is a wildcard.
  private static func pattern(_ text: String) -> String {
    var escaped = ""
    // By scalars: a mark behind a wildcard makes another character of it, and no other sign.
    for scalar in text.lowercased().unicodeScalars {
      if scalar == "%" || scalar == "_" || scalar == "^" { escaped.unicodeScalars.append("^") }
      escaped.unicodeScalars.append(scalar)
    }
    return "%\(escaped)%"
  }

  func expired(at now: Timestamp, limit: Int) throws -> [Dataset] {
    let query = Self.expiredQuery(at: now, limit: limit)
    return try all(query.sql, query.values)
  }

  static func expiredQuery(at now: Timestamp, limit: Int) -> SQLStatement {
    SQLStatement(
      """
      WHERE status IN ('ready', 'failed') AND expires_at <= ? AND deletion_protected = FALSE
      ORDER BY expires_at LIMIT ?
      """, [now.sql, max(0, limit).sql])
  }

  func liveDatasetCount(of client: Identifier<Client>) throws -> Int {
    try value(
      "SELECT count(*) AS value FROM datasets WHERE client_id = ? AND status <> ?",
      [client.sql, DatasetStatus.archived.sql])
  }

  func insert(_ dataset: Dataset) throws {
    try insertRow(dataset)
    try insertLabels(of: [dataset])
  }

  func insertLabels(of datasets: [Dataset]) throws {
    try insertRows(
      datasets.flatMap { dataset in
        dataset.labels.map { DatasetLabel(datasetID: dataset.id, name: $0.key, value: $0.value) }
      })
  }

  func update(_ dataset: Dataset) throws {
    let changed = try changeRow(dataset) {
      $0.update(also: "version = version + 1", where: ["version": dataset.version.sql])
    }
    guard changed == 0 else { return try updateLabels(of: dataset) }
    guard let stored = try self.dataset(dataset.id) else { throw Failure.missing(dataset.label) }
    throw Failure.lost(
      dataset.label, stored: stored.version, own: dataset.version, now: "it is \(stored.status.display)")
  }

  private func updateLabels(of dataset: Dataset) throws {
    let rows = try rows("SELECT name, value FROM dataset_labels WHERE dataset_id = ?", [dataset.id.sql])
    let stored = Dictionary(try rows.map { (try $0["name"] as String, try $0["value"] as String) }) { $1 }
    guard stored != dataset.labels else { return }
    try execute("DELETE FROM dataset_labels WHERE dataset_id = ?", [dataset.id.sql], about: dataset.label)
    try insertLabels(of: [dataset])
  }
}

/// A label as a row of its own, so that it can be found by.
private struct DatasetLabel: SQLStored {
  static let table = "dataset_labels"
  let datasetID: Identifier<Dataset>
  let name: String
  let value: String
  var label: String { "label '\(name)'" }

  init(datasetID: Identifier<Dataset>, name: String, value: String) {
    self.datasetID = datasetID
    self.name = name
    self.value = value
  }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(datasetID: try row["dataset_id"], name: try row["name"], value: try row["value"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table, key: ["dataset_id": datasetID.sql, "name": name.sql], fixed: ["value": value.sql],
      changing: [:])
  }
}
