internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// The contract in the form of the Open Data Contract Standard, version 3.1.0.
  var dataContract: JSONValue {
    var contract: JSONObject = [
      "apiVersion": "v3.1.0",
      "kind": "DataContract",
      "id": .string(dataset.map { "urn:uuid:\($0.id)" } ?? "urn:uuid:\(template.entity.id)"),
      "name": .string(title),
      "version": .string(metadata.version),
      "status": .string(dataset.map { Self.status($0.status) } ?? "active"),
      "domain": .string(metadata.industry.rawValue),
      "dataProduct": .string(metadata.useCase),
    ]
    if let client { contract["tenant"] = .string(client.slug) }
    if !metadata.tags.isEmpty { contract["tags"] = .array(metadata.tags.map(JSONValue.string)) }
    contract["description"] = [
      "purpose": .string(metadata.description),
      "usage": .string("Records for enterprise search: \(metadata.datasetType.rawValue), one JSON object a line."),
      "limitations": "Made records name nobody real; addresses are under reserved domains (RFC 2606).",
    ]
    contract["schema"] = .array([records] + targets.map(referenceList))
    contract["slaProperties"] = .array(serviceLevels)
    contract["customProperties"] = [
      ["property": "templatePath", "value": .string(template.entity.sourcePath)],
      ["property": "templateSHA256", "value": .string(template.entity.contentHash)],
      ["property": "jsonSchema", "value": .string(ContractFile.schema)],
      ["property": "rulesFile", "value": .string(ContractFile.rules)],
    ]
    return .object(contract)
  }

  private static func status(_ status: DatasetStatus) -> String {
    switch status {
    case .ready: "active"
    case .provisioning, .validating, .failed: "draft"
    case .teardown: "deprecated"
    case .archived: "retired"
    }
  }

  private var records: JSONValue {
    [
      "id": .string(objectName), "name": .string(objectName), "description": .string(metadata.description),
      "physicalName": .string(ContractFile.records), "physicalType": "file", "logicalType": "object",
      "dataGranularityDescription": "One JSON object a line, UTF-8.",
      "properties": .array(document.fields.map { property($0) }),
      "quality": .array(recordQuality),
    ]
  }

  /// The keys of other things that records point to.
  private func referenceList(_ target: RelationshipTarget) -> JSONValue {
    [
      "id": .string(target.rawValue), "name": .string(target.rawValue),
      "description": .string("The keys of \(target.rawValue) that records may point to."),
      "physicalName": .string(ContractFile.references(of: target.rawValue)), "physicalType": "file",
      "logicalType": "object",
      "properties": [
        [
          "id": .string(Self.keyField), "name": .string(Self.keyField), "primaryKey": true, "primaryKeyPosition": 1,
          "logicalType": "string", "physicalType": "string", "required": true, "unique": true,
        ]
      ],
    ]
  }

  /// What the gate asks of a dataset before it is ready.
  private var serviceLevels: [JSONValue] {
    [
      [
        "property": "schemaValidity", "value": .number(CheckType.schemaValidation.threshold), "unit": "percent",
        "element": .string(objectName), "driver": "operational",
        "description": "Share of records that meet the schema before the dataset is ready.",
      ],
      [
        "property": "completeness", "value": .number(CheckType.dataCompleteness.threshold), "unit": "percent",
        "element": .string(objectName), "driver": "operational",
        "description": "Share of expected records that are complete before the dataset is ready.",
      ],
      [
        "property": "qualityScore", "value": .number(Gate.threshold), "unit": "percent",
        "element": .string(objectName), "driver": "operational",
        "description": "Weighted result of the four checks, unrounded, before the dataset is ready.",
      ],
    ]
  }
}
