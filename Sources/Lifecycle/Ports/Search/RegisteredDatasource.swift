/// What the search system says of a datasource.
package struct RegisteredDatasource: Hashable, Sendable {
  package let name: String
  package let displayName: String?
  package let objectTypes: [String]

  package init(name: String, displayName: String?, objectTypes: [String]) {
    self.name = name
    self.displayName = displayName
    self.objectTypes = objectTypes
  }
}
