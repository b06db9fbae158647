/// How the search system holds a datasource's configuration.
///
/// What it may say in words that are not ours is text: a comparison has to show it, whatever it is.
package struct RegisteredDatasource: Hashable, Sendable {
  package struct ObjectType: Hashable, Sendable {
    package let name: String
    package let label: String?
    package let properties: [Property]

    package init(name: String, label: String? = nil, properties: [Property]) {
      self.name = name
      self.label = label
      self.properties = properties
    }
  }

  package struct Property: Hashable, Sendable {
    package let name: String
    package let label: String?
    /// As ``DatasourceRegistration/PropertyType`` has it, where it is one of these.
    package let type: String?
    package let plural: String?
    package let isFacet: Bool
    package let facetOrder: Int?
    package let group: String?

    package init(
      name: String, label: String?, type: String?, plural: String? = nil, isFacet: Bool = true,
      facetOrder: Int? = nil, group: String? = nil
    ) {
      self.name = name
      self.label = label
      self.type = type
      self.plural = plural
      self.isFacet = isFacet
      self.facetOrder = facetOrder
      self.group = group
    }
  }

  package let name: String
  package let displayName: String?
  /// As ``ContentCategory`` has it, where it is one of these.
  package let category: String?
  package let urlPattern: String?
  package let homeURL: String?
  package let iconURL: String?
  package let iconDarkURL: String?
  package let objectTypes: [ObjectType]
  package let isTest: Bool

  package init(
    name: String, displayName: String?, category: String?, urlPattern: String?, homeURL: String?,
    iconURL: String? = nil, iconDarkURL: String? = nil, objectTypes: [ObjectType], isTest: Bool
  ) {
    self.name = name
    self.displayName = displayName
    self.category = category
    self.urlPattern = urlPattern
    self.homeURL = homeURL
    self.iconURL = iconURL
    self.iconDarkURL = iconDarkURL
    self.objectTypes = objectTypes
    self.isTest = isTest
  }
}
