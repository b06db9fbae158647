import DataOpsLifecycle

extension DatasourceRegistration {
  /// The same but for what is given.
  func with(
    name: String? = nil, displayName: String? = nil, objectType: String? = nil, properties: [Property]? = nil,
    urlPattern: String? = nil, isTest: Bool? = nil
  ) -> DatasourceRegistration {
    DatasourceRegistration(
      name: name ?? self.name, displayName: displayName ?? self.displayName, connectorType: connectorType,
      objectType: objectType ?? self.objectType, objectLabel: objectLabel, icon: icon,
      properties: properties ?? self.properties, homeURL: homeURL, urlPattern: urlPattern ?? self.urlPattern,
      isTest: isTest ?? self.isTest)
  }
}
