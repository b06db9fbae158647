package import DataOpsCore

/// How a datasource presents itself.
package struct DatasourceRegistration: Hashable, Sendable {
  package let name: String
  package let displayName: String
  package let connectorType: ConnectorType
  package let objectType: String
  /// The properties of its documents that people can filter by.
  package let properties: [Property]
  package let homeURL: String
  /// A regular expression that every document's URL matches.
  package let urlPattern: String
  package let isTest: Bool

  package struct Property: Hashable, Sendable {
    package let name: String
    package let label: String
    package let type: PropertyType

    package init(name: String, label: String, type: PropertyType) {
      self.name = name
      self.label = label
      self.type = type
    }
  }

  package enum PropertyType: String, Hashable, Sendable, CaseIterable {
    case text, integer, date
    case textList = "text_list"
    case pickList = "pick_list"
  }

  package init(
    name: String, displayName: String, connectorType: ConnectorType, objectType: String, properties: [Property],
    homeURL: String, urlPattern: String, isTest: Bool
  ) {
    self.name = name
    self.displayName = displayName
    self.connectorType = connectorType
    self.objectType = objectType
    self.properties = properties
    self.homeURL = homeURL
    self.urlPattern = urlPattern
    self.isTest = isTest
  }
}
