import DataOpsCore

extension OperationStep: SQLStored {
  static let table = "operation_steps"
  var label: String { "step \(name.rawValue) of operation \(operationID)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(operationID: try row["operation_id"], name: try row["name"], ordinal: try row["ordinal"])
    status = try row["status"]
    attempts = try row["attempts"]
    failures = try row["failures"]
    startedAt = try row["started_at"]
    finishedAt = try row["finished_at"]
    checkpoint = try row.optionalJSON("checkpoint")
    detail = try row["detail"]
    failure = try row.optionalJSON("failure")
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["operation_id": operationID.sql, "name": name.sql],
      fixed: ["ordinal": ordinal.sql],
      changing: [
        "status": status.sql, "attempts": attempts.sql, "failures": failures.sql, "started_at": startedAt.sql,
        "finished_at": finishedAt.sql,
        "checkpoint": try .json(checkpoint, column: "checkpoint"), "detail": detail.sql,
        "failure": try .json(failure, column: "failure"),
      ])
  }
}

extension SQLTransaction {
  func steps(of operation: Identifier<Operation>) throws -> [OperationStep] {
    try all("WHERE operation_id = ? ORDER BY ordinal", [operation.sql])
  }

  func steps(of operations: Set<Identifier<Operation>>) throws -> [Identifier<Operation>: [OperationStep]] {
    guard !operations.isEmpty else { return [:] }
    let table = connection.dialect.rows([("wanted", .text)])
    let steps: [OperationStep] = try all(
      "WHERE operation_id IN (SELECT wanted FROM \(table) AS these) ORDER BY ordinal",
      [.objects(operations.map { ["wanted": .string($0.description)] })])
    return Dictionary(grouping: steps, by: \.operationID)
  }

  func store(_ step: OperationStep) throws {
    try storeRow(step)
  }
}
