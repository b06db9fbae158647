import DataOpsCore

extension Report: SQLStored {
  static let table = "reports"
  var label: String { "report \(kind.rawValue)" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      kind: try row["kind"], periodStart: try row["period_start"], madeAt: try row["made_at"],
      key: try row["object_key"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["kind": kind.sql, "period_start": periodStart.sql],
      fixed: ["made_at": madeAt.sql, "object_key": key.sql],
      changing: [:])
  }
}

extension SQLTransaction {
  func report(_ kind: Report.Kind, periodStart: Timestamp) throws -> Report? {
    try first("WHERE kind = ? AND period_start = ?", [kind.sql, periodStart.sql])
  }

  func reports(_ kind: Report.Kind?, limit: Int) throws -> [Report] {
    var conditions = SQLConditions()
    conditions.add("kind = ?", kind)
    return try all(
      "\(conditions.clause) ORDER BY period_start DESC, kind LIMIT ?", conditions.values + [max(0, limit).sql])
  }

  func keep(_ report: Report) throws -> Bool {
    try insertNew(report)
  }
}
