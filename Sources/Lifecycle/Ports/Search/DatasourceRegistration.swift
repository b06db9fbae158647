package import DataOpsCore

/// How a datasource presents itself.
package struct DatasourceRegistration: Hashable, Sendable {
  package let name: String
  package let displayName: String
  package let connectorType: ConnectorType
  package let objectType: String
  /// What a person calls one of its documents; nil for the object type itself.
  package let objectLabel: String?
  package let icon: Icon?
  /// The properties of its documents that people can filter by.
  package let properties: [Property]
  package let homeURL: String
  /// A regular expression that every document's URL matches.
  package let urlPattern: String
  package let isTest: Bool

  /// A picture for light and for dark surroundings, each an `https:` or base64 `data:` URL.
  package struct Icon: Hashable, Sendable {
    package let url: String
    package let darkURL: String

    package init(url: String, darkURL: String) {
      self.url = url
      self.darkURL = darkURL
    }
  }

  package struct Property: Hashable, Sendable {
    package let name: String
    package let label: String
    package let type: PropertyType
    /// Nil for a facet whose place and group the search system chooses.
    package let look: Look?

    package init(name: String, label: String, type: PropertyType, look: Look? = nil) {
      self.name = name
      self.label = label
      self.type = type
      self.look = look
    }
  }

  /// How a property is shown.
  package struct Look: Hashable, Sendable {
    package let plural: String
    /// Its place among the facets, from 1; nil for a property that is none.
    package let facetOrder: Int?
    package let group: PropertyGroup

    package init(plural: String, facetOrder: Int?, group: PropertyGroup) {
      self.plural = plural
      self.facetOrder = facetOrder
      self.group = group
    }
  }

  /// What properties are shown together.
  package enum PropertyGroup: String, Hashable, Sendable, CaseIterable {
    /// What the record itself says.
    case record
    /// Which dataset it belongs to.
    case dataset

    package var label: String {
      switch self {
      case .record: "Record"
      case .dataset: "Dataset"
      }
    }
  }

  package enum PropertyType: String, Hashable, Sendable, CaseIterable {
    case text, integer, date
    case textList = "text_list"
    case pickList = "pick_list"
  }

  package init(
    name: String, displayName: String, connectorType: ConnectorType, objectType: String, objectLabel: String? = nil,
    icon: Icon? = nil, properties: [Property], homeURL: String, urlPattern: String, isTest: Bool
  ) {
    self.name = name
    self.displayName = displayName
    self.connectorType = connectorType
    self.objectType = objectType
    self.objectLabel = objectLabel
    self.icon = icon
    self.properties = properties
    self.homeURL = homeURL
    self.urlPattern = urlPattern
    self.isTest = isTest
  }
}
