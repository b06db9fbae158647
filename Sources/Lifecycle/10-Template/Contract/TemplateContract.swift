internal import DataGenerating
package import DataOpsCore
internal import DataRecords

/// What a template promises about its records, written down for the pipelines of others: so that they run the same checks.
package struct TemplateContract: Sendable {
  /// A part that can be had for itself.
  package enum Part: String, Sendable, CaseIterable {
    case jsonSchema = "json-schema"
    case rules
    case odcs
    case specification
    case bundle
  }

  let template: LoadedTemplate
  let world: World
  /// How many records a whole dataset has.
  let expectedRecordCount: Int
  /// The dataset that the contract is for; nil where it is for whatever is made from the template.
  let dataset: Dataset?
  let client: Client?
  /// How many good records the bundle holds.
  let sampleCount: Int

  package static let sampleCounts = 1...100_000
  package static let defaultSampleCount = 100

  /// The contract of every dataset that is made from `template`; its sample is that of a made-up client.
  package init(of template: LoadedTemplate, seed: UInt64 = 1, sampleCount: Int = defaultSampleCount) {
    self.template = template
    self.sampleCount = sampleCount
    world = World(
      client: "example", clientName: "Example", industry: template.document.metadata.industry.rawValue,
      useCase: template.document.metadata.useCase, seed: seed, teams: template.document.teams)
    expectedRecordCount = template.entity.defaultRecordCount
    dataset = nil
    client = nil
  }

  /// The contract of one dataset by the template that it pins; its sample is of the dataset's own world.
  package init(
    of dataset: Dataset, client: Client, template: LoadedTemplate, sampleCount: Int = defaultSampleCount
  ) {
    self.template = template
    self.sampleCount = sampleCount
    world = World(
      client: client.slug, clientName: client.name, industry: template.document.metadata.industry.rawValue,
      useCase: template.document.metadata.useCase, seed: dataset.seed, teams: template.document.teams)
    expectedRecordCount = dataset.expectedRecordCount
    self.dataset = dataset
    self.client = client
  }

  /// The files of the wanted parts, in order of their paths; the same input gives the same bytes.
  ///
  /// - Throws: `template_refused` where the fields are no usable schema, `generation_failed`.
  package func files(_ parts: Set<Part>) throws(Failure) -> [ContractFile] {
    var files: [ContractFile] = []
    let withBundle = parts.contains(.bundle)
    if withBundle || parts.contains(.jsonSchema) {
      files.append(ContractFile(ContractFile.schema, template.document.jsonSchemaText))
    }
    if withBundle || parts.contains(.rules) {
      files.append(ContractFile(ContractFile.rules, rules.indentedText))
      files += referenceLists
    }
    if parts.contains(.odcs) { files.append(ContractFile(ContractFile.contract, YAMLText(dataContract).bytes)) }
    if withBundle || parts.contains(.specification) {
      files.append(ContractFile(ContractFile.specification, testSpecification))
    }
    if withBundle { files += try testData() }
    return files.sorted { $0.path < $1.path }
  }
}

extension TemplateContract {
  var document: TemplateDocument { template.document }
  var metadata: TemplateDocument.Metadata { template.document.metadata }
  /// What the records are called as a whole, such as `slack_messages`.
  var objectName: String { metadata.datasetType.rawValue }
  var title: String { dataset?.name ?? metadata.name }
  /// The field that tells records apart.
  static let keyField = "id"

  /// The lists of keys that relationships lead to, other than the records themselves.
  var targets: [RelationshipTarget] {
    RelationshipTarget.allCases.filter { target in
      target != .own && document.relationships.contains { $0.target == target }
    }
  }

  private var referenceLists: [ContractFile] {
    targets.map { target in
      var writer = JSONWriter()
      for key in world.keys(in: target) {
        writer.beginObject()
        writer.key(Self.keyField)
        writer.string(key)
        writer.endObject()
        writer.newline()
      }
      return ContractFile(ContractFile.references(of: target.rawValue), writer.bytes)
    }
  }
}
