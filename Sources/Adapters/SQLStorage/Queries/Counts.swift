import DataOpsCore

extension SQLTransaction {
  func clientCount() throws -> Int { try value("SELECT count(*) AS value FROM clients") }

  func unfinishedOperationCounts() throws -> [OperationStatus: Int] {
    let rows = try rows(
      "SELECT status, count(*) AS number FROM operations WHERE status IN ('waiting', 'running') GROUP BY status")
    return Dictionary(try rows.map { (try $0["status"], try $0["number"]) }) { first, _ in first }
  }

  func deadOperationCount() throws -> Int {
    try value("SELECT count(*) AS value FROM operations WHERE status = 'failed' AND replayed_by IS NULL")
  }

  func undeliveredSubjectCount() throws -> Int {
    try value(
      """
      SELECT (SELECT count(DISTINCT dataset_id) FROM outbox WHERE delivered_at IS NULL)
        + (SELECT count(DISTINCT client_id) FROM client_outbox WHERE delivered_at IS NULL) AS value
      """)
  }
}
