import DataOpsCore

extension DataQualityCheck: SQLStored {
  static let table = "quality_checks"
  var label: String { "quality check \(type.rawValue)" }

  init(_ row: SQLRow) throws(SQLError) {
    // Threshold and policy are those by which it was judged then.
    self = try SQLRestored(
      id: try row["id"] as Identifier<DataQualityCheck>, datasetID: try row["dataset_id"],
      operationID: try row["operation_id"], type: try row["check_type"], status: try row["status"],
      executedAt: try row["executed_at"], durationMilliseconds: try row["duration_milliseconds"],
      score: try row["score"], threshold: try row["threshold"], passed: try row["passed"],
      result: try row.json("result"), examples: try row.json("examples"), errorMessage: try row["error_message"],
      policyVersion: try row["policy_version"]
    ).decoded(as: DataQualityCheck.self)
  }

  private struct SQLRestored: SQLMembers {
    let id: Identifier<DataQualityCheck>
    let datasetID: Identifier<Dataset>
    let operationID: Identifier<Operation>
    let type: CheckType
    let status: CheckStatus
    let executedAt: Timestamp
    let durationMilliseconds: Int
    let score: Double
    let threshold: Double
    let passed: Bool
    let result: JSON
    let examples: [FailingExample]
    let errorMessage: String?
    let policyVersion: Int
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "dataset_id": datasetID.sql, "operation_id": operationID.sql, "check_type": type.sql, "status": status.sql,
        "executed_at": executedAt.sql, "duration_milliseconds": durationMilliseconds.sql, "score": score.sql,
        "threshold": threshold.sql, "passed": passed.sql, "result": try .json(result, column: "result"),
        "examples": try .json(examples, column: "examples"), "error_message": errorMessage.sql,
        "policy_version": policyVersion.sql,
      ],
      changing: [:])
  }
}

extension SQLTransaction {
  func checks(of dataset: Identifier<Dataset>, limit: Int) throws -> [DataQualityCheck] {
    let query = Self.checkQuery(dataset, limit: limit)
    return try all(query.sql, query.values)
  }

  static func checkQuery(_ dataset: Identifier<Dataset>, limit: Int) -> SQLStatement {
    SQLStatement("WHERE dataset_id = ? ORDER BY ordinal LIMIT ?", [dataset.sql, max(0, limit).sql])
  }

  func checks(of operation: Identifier<Operation>) throws -> [DataQualityCheck] {
    try all("WHERE operation_id = ? ORDER BY ordinal", [operation.sql])
  }

  func insert(_ check: DataQualityCheck) throws {
    try insertRow(check)
  }
}
