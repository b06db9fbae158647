internal import DataGenerating
package import DataOpsCore

extension LoadedTemplate {
  /// The system whose content a dataset of this template shows.
  package var connectorType: ConnectorType {
    switch document.metadata.connector {
    case .gdrive: .gdrive
    case .custom: .custom
    case nil: entity.type.connectorType
    }
  }

  /// How its records become documents.
  package var mapping: DocumentMapping {
    document.search.map(DocumentMapping.init) ?? DocumentMapping.table(connectorType)
  }
}

extension DocumentMapping {
  fileprivate init(_ contract: SearchContract) {
    self.init(
      objectType: contract.objectType, label: contract.label, title: contract.title, text: contract.body,
      container: contract.container, author: contract.author, tags: contract.labels, status: contract.status,
      created: contract.created ?? "created_at", updated: contract.updated ?? "updated_at",
      properties: contract.properties.map { property in
        Property(
          property.field, property.name, property.label, property.label, .init(property.kind),
          isFacet: property.isFacet)
      })
  }
}

extension DatasourceRegistration.PropertyType {
  fileprivate init(_ kind: SearchContract.Property.Kind) {
    self =
      switch kind {
      case .text: .text
      case .integer: .integer
      case .textList: .textList
      case .pickList: .pickList
      }
  }
}
