import DataOpsCore
import DataOpsLifecycle

extension ConnectorSample: SQLStored {
  static let table = "connector_samples"
  var label: String { "a sample of connector \(connectorID)" }

  init(_ row: SQLRow) throws(SQLError) {
    var values: [ConnectorMetric: Double] = [:]
    for metric in ConnectorMetric.allCases { values[metric] = try row[metric.rawValue] }
    self.init(connectorID: try row["connector_id"], takenAt: try row["taken_at"], values: values)
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["connector_id": connectorID.sql, "taken_at": takenAt.sql],
      fixed: [:],
      changing: [
        "sync_success_rate": values[.syncSuccessRate].sql, "query_response_time": values[.queryResponseTime].sql,
        "error_count": values[.errorCount].sql, "data_freshness": values[.dataFreshness].sql,
        "connector_uptime": values[.connectorUptime].sql,
      ])
  }
}

extension ConnectorSummary {
  fileprivate static let table = "connector_summaries"

  fileprivate init(_ row: SQLRow) throws(SQLError) {
    var figures: [ConnectorMetric: MetricFigures] = [:]
    for metric in ConnectorMetric.allCases { figures[metric] = try MetricFigures(row, prefix: "\(metric.rawValue)_") }
    self.init(
      connectorID: try row["connector_id"], span: try row["span"], startsAt: try row["starts_at"], figures: figures)
  }
}

extension MetricFigures {
  /// Nil where there are no values.
  fileprivate init?(_ row: SQLRow, prefix: String) throws(SQLError) {
    let count: Int = try row["\(prefix)count"]
    guard count > 0 else { return nil }
    self.init(
      count: count, minimum: try row["\(prefix)min"], maximum: try row["\(prefix)max"], sum: try row["\(prefix)sum"])
  }
}

extension SQLTransaction {
  func record(_ samples: [ConnectorSample]) throws { try storeRows(samples) }

  func samples(of connector: Identifier<GleanConnector>, from start: Timestamp) throws -> [ConnectorSample] {
    try all("WHERE connector_id = ? AND taken_at >= ? ORDER BY taken_at", [connector.sql, start.sql])
  }

  func summaries(
    of connector: Identifier<GleanConnector>, _ span: MetricSpan, from start: Timestamp
  ) throws -> [ConnectorSummary] {
    let rows = try rows(
      """
      SELECT * FROM connector_summaries WHERE connector_id = ? AND span = ? AND starts_at >= ? ORDER BY starts_at
      """, [connector.sql, span.sql, start.sql])
    do { return try rows.map { row throws(SQLError) in try ConnectorSummary(row) } } catch {
      throw error.failure(about: "a summary of connector \(connector)")
    }
  }

  func uptimes(
    of connectors: Set<Identifier<GleanConnector>>, from start: Timestamp
  ) throws -> [Identifier<GleanConnector>: MetricFigures] {
    guard !connectors.isEmpty else { return [:] }
    let table = connection.dialect.rows([("wanted", .text)])
    let rows = try rows(
      """
      SELECT connector_id, count(connector_uptime) AS uptime_count, min(connector_uptime) AS uptime_min,
        max(connector_uptime) AS uptime_max, sum(connector_uptime) AS uptime_sum
      FROM connector_samples JOIN \(table) AS these ON connector_id = wanted
      WHERE taken_at >= ? GROUP BY connector_id
      """, [.objects(connectors.map { ["wanted": .string($0.description)] }), start.sql])
    var uptimes: [Identifier<GleanConnector>: MetricFigures] = [:]
    for row in rows {
      let id: Identifier<GleanConnector> = try row["connector_id"]
      uptimes[id] = try MetricFigures(row, prefix: "uptime_")
    }
    return uptimes
  }

  func lastSummary(_ span: MetricSpan) throws -> Timestamp? {
    try value("SELECT max(starts_at) AS value FROM connector_summaries WHERE span = ?", [span.sql])
  }

  func firstToSummarize(_ span: MetricSpan, from start: Timestamp) throws -> Timestamp? {
    switch span {
    case .hour:
      try value("SELECT min(taken_at) AS value FROM connector_samples WHERE taken_at >= ?", [start.sql])
    case .day:
      try value(
        "SELECT min(starts_at) AS value FROM connector_summaries WHERE span = 'hour' AND starts_at >= ?", [start.sql])
    }
  }

  func summarize(_ span: MetricSpan, startingAt start: Timestamp) throws {
    let metrics = ConnectorMetric.allCases.map(\.rawValue)
    let columns = metrics.flatMap { ["\($0)_count", "\($0)_min", "\($0)_max", "\($0)_sum"] }
    let (source, figures): (String, [String]) =
      switch span {
      case .hour:
        (
          "connector_samples WHERE taken_at >= ? AND taken_at < ?",
          metrics.flatMap { ["count(\($0))", "min(\($0))", "max(\($0))", "sum(\($0))"] }
        )
      case .day:
        (
          "connector_summaries WHERE span = 'hour' AND starts_at >= ? AND starts_at < ?",
          metrics.flatMap { ["sum(\($0)_count)", "min(\($0)_min)", "max(\($0)_max)", "sum(\($0)_sum)"] }
        )
      }
    try execute(
      """
      INSERT INTO connector_summaries (connector_id, span, starts_at, \(columns.joined(separator: ", ")))
      SELECT connector_id, '\(span.rawValue)', CAST(? AS \(connection.dialect.instant)), \
      \(figures.joined(separator: ", "))
      FROM \(source) GROUP BY connector_id
      ON CONFLICT (connector_id, span, starts_at) DO UPDATE SET
        \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      """, [start.sql, start.sql, (start + span.length).sql], about: "the \(span.rawValue) of \(start)")
  }

  func forgetSamples(before instant: Timestamp) throws -> Int {
    try execute("DELETE FROM connector_samples WHERE taken_at < ?", [instant.sql], about: "old samples")
  }

  func forgetSummaries(_ span: MetricSpan, before instant: Timestamp) throws -> Int {
    try execute(
      "DELETE FROM connector_summaries WHERE span = ? AND starts_at < ?", [span.sql, instant.sql],
      about: "old summaries")
  }
}
