package import DataGenerating
package import DataOpsCore
internal import DataRecords
internal import Foundation

/// A template as read and checked: the engine's document, and the registry's entity made from it.
package struct LoadedTemplate: Sendable {
  package let document: TemplateDocument
  package let entity: DatasetTemplate
  package let bytes: [UInt8]

  /// - Throws: `template_refused`, with file, JSON pointer, what is wrong and what would be right for every finding.
  package init(bytes: [UInt8], path: String) throws(Failure) {
    let document: TemplateDocument
    do {
      document = try TemplateDocument.read(bytes, file: path)
    } catch {
      throw Failure(.templateRefused, error.description, remedy: "Check it again with: dataops template lint \(path)")
    }
    guard let industry = DataOpsCore.Industry(rawValue: document.metadata.industry.rawValue),
      let type = DataOpsCore.DatasetType(rawValue: document.metadata.datasetType.rawValue)
    else {
      throw Failure(.templateRefused, "\(path) names an unknown industry or dataset type")
    }
    self.document = document
    self.bytes = bytes
    entity = DatasetTemplate(
      id: Identifier(derivedFrom: "template:\(path)"), name: document.metadata.name, type: type, industry: industry,
      useCase: document.metadata.useCase, summary: document.metadata.description, sourcePath: path,
      schemaDefinition: String(decoding: document.jsonSchemaText, as: UTF8.self),
      defaultRecordCount: document.metadata.defaultRecordCount ?? type.defaultRecordCount,
      metadataTemplate: ["tags": .array(document.metadata.tags.map(JSON.string))], qualityRules: [],
      version: document.metadata.version, contentHash: document.contentHash,
      sampleQueries: document.sampleQueries.map(\.query), relationships: document.relationships.map(\.name))
  }
}

extension Identifier {
  /// A version 8 UUID (RFC 9562 §5.8) that is the same wherever `text` is the same.
  package init(derivedFrom text: String) {
    self.init(UUID(uuid: Digest.uuidBytes(of: text)))
  }
}
