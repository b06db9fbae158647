import DataOpsCore

extension DataQualityRule: SQLStored {
  static let table = "quality_rules"
  var label: String { "quality rule '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      name: try row["name"], checkType: try row["check_type"], field: try row["field"], rule: try row["rule"],
      parameters: try row.json("parameters"), severity: try row["severity"], threshold: try row["threshold"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["name": name.sql],
      fixed: [:],
      changing: [
        "check_type": checkType.sql, "field": field.sql, "rule": rule.sql,
        "parameters": try .json(parameters, column: "parameters"), "severity": severity.sql,
        "threshold": threshold.sql,
      ])
  }
}

extension SQLTransaction {
  func qualityRule(named name: String) throws -> DataQualityRule? {
    try first("WHERE name = ?", [name.sql])
  }

  func qualityRules() throws -> [DataQualityRule] {
    try all("ORDER BY name")
  }

  func store(_ rule: DataQualityRule) throws {
    try storeRow(rule)
  }

  func deleteQualityRule(named name: String) throws {
    let about = "quality rule '\(name)'"
    guard try execute("DELETE FROM quality_rules WHERE name = ?", [name.sql], about: about) == 1 else {
      throw Failure.missing(about)
    }
  }
}
