import DataOpsCore

extension DatasetTemplate: SQLStored {
  static let table = "dataset_templates"
  var label: String { "template '\(sourcePath)'" }

  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], name: try row["name"], type: try row["dataset_type"], industry: try row["industry"],
      useCase: try row["use_case"], summary: try row["description"], sourcePath: try row["source_path"],
      schemaDefinition: try row["schema_definition"], defaultRecordCount: try row["default_record_count"],
      metadataTemplate: try row.json("metadata_template"), qualityRules: try row.json("quality_rules"),
      version: try row["version"], contentHash: try row["content_hash"],
      sampleQueries: try row.json("sample_queries"), relationships: try row.json("relationships"))
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [:],
      changing: [
        "name": name.sql, "dataset_type": type.sql, "industry": industry.sql, "use_case": useCase.sql,
        "description": summary.sql, "source_path": sourcePath.sql, "schema_definition": schemaDefinition.sql,
        "default_record_count": defaultRecordCount.sql,
        "metadata_template": try .json(metadataTemplate, column: "metadata_template"),
        "quality_rules": try .json(qualityRules, column: "quality_rules"), "version": version.sql,
        "content_hash": contentHash.sql, "sample_queries": try .json(sampleQueries, column: "sample_queries"),
        "relationships": try .json(relationships, column: "relationships"),
      ])
  }
}

extension SQLTransaction {
  func template(_ id: Identifier<DatasetTemplate>) throws -> DatasetTemplate? {
    try first("WHERE id = ?", [id.sql])
  }

  func store(_ template: DatasetTemplate) throws {
    try storeRow(template)
  }
}
