import DataOpsCore

extension DatasetUsageMetric: SQLStored {
  static let table = "usage_metrics"
  var label: String { "usage metric \(metric.rawValue)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      datasetID: try row["dataset_id"], metric: try row["metric"], value: try row["value"],
      window: try row["window_seconds"], recordedAt: try row["recorded_at"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: [
        "dataset_id": datasetID.sql, "metric": metric.sql, "window_seconds": window.sql,
        "recorded_at": recordedAt.sql,
      ],
      fixed: [:],
      changing: ["value": value.sql])
  }
}

extension SQLTransaction {
  func usageMetrics(of dataset: Identifier<Dataset>) throws -> [DatasetUsageMetric] {
    try all("WHERE dataset_id = ? ORDER BY ordinal", [dataset.sql])
  }

  /// A figure of the same window that is recorded again replaces the first, so that a repeated step counts once.
  func record(_ metric: DatasetUsageMetric) throws {
    try storeRow(metric)
  }
}
