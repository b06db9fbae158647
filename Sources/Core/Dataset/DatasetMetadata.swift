/// What a dataset is about (seed, "DatasetMetadata").
package struct DatasetMetadata: Hashable, Sendable, Codable {
  package var industry: String
  package var useCase: String
  package var dataType: DataType
  package var stage: Stage
  package var tags: [String]
  package var customFields: JSON

  package init(
    industry: String, useCase: String, dataType: DataType, stage: Stage, tags: [String] = [],
    customFields: JSON = .object([:])
  ) {
    self.industry = industry
    self.useCase = useCase
    self.dataType = dataType
    self.stage = stage
    self.tags = tags
    self.customFields = customFields
  }
}
