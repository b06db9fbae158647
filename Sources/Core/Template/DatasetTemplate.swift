/// The industry that a template speaks of (seed, `DatasetTemplate.industry`).
package enum Industry: String, Codable, Sendable, CaseIterable {
  case fintech, healthcare, enterprise, manufacturing, retail
}

/// Schema, relationships, sample records and sample queries from which sandbox data is made (seed, "DatasetTemplate Entity").
///
/// The registry keeps what it needs to choose and to pin; the file itself stays in the library.
package struct DatasetTemplate: Hashable, Sendable, Codable {
  /// Derived from the path, so that the same file is the same template in every registry.
  package let id: Identifier<DatasetTemplate>
  package let name: String
  package let type: DatasetType
  package let industry: Industry
  package let useCase: String
  package let summary: String
  /// The path under the library's root.
  package let sourcePath: String
  /// JSON Schema 2020-12, as text.
  package let schemaDefinition: String
  package let defaultRecordCount: Int
  package let metadataTemplate: JSON
  package let qualityRules: [DataQualityRule]
  package let version: String
  /// SHA-256 of the file, hexadecimal.
  package let contentHash: String
  package let sampleQueries: [String]
  package let relationships: [String]

  package init(
    id: Identifier<DatasetTemplate>, name: String, type: DatasetType, industry: Industry, useCase: String,
    summary: String, sourcePath: String, schemaDefinition: String, defaultRecordCount: Int, metadataTemplate: JSON,
    qualityRules: [DataQualityRule], version: String, contentHash: String, sampleQueries: [String],
    relationships: [String]
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.industry = industry
    self.useCase = useCase
    self.summary = summary
    self.sourcePath = sourcePath
    self.schemaDefinition = schemaDefinition
    self.defaultRecordCount = defaultRecordCount
    self.metadataTemplate = metadataTemplate
    self.qualityRules = qualityRules
    self.version = version
    self.contentHash = contentHash
    self.sampleQueries = sampleQueries
    self.relationships = relationships
  }

  package var pin: TemplatePin {
    TemplatePin(id: id, path: sourcePath, version: version, contentHash: contentHash)
  }
}
