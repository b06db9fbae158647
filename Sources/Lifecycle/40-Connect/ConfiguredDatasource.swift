package import DataOpsCore

/// What a connector's row keeps of how its datasource was configured, so that monitoring needs neither template nor records.
package struct ConfiguredDatasource: Hashable, Sendable {
  package let objectType: String
  package let urlPattern: String
  package let homeURL: String
  package let isTest: Bool
  package let properties: [DatasourceRegistration.Property]
  /// Whom sample queries are asked as.
  package let probe: String?
  /// The sample queries.
  package let queries: [String]
  /// Who could find its documents when the connector was validated.
  package var visibility: DatasourceStatus.Visibility?

  package init(_ registration: DatasourceRegistration, probe: String, queries: [String]) {
    objectType = registration.objectType
    urlPattern = registration.urlPattern
    homeURL = registration.homeURL
    isTest = registration.isTest
    properties = registration.properties
    self.probe = probe
    self.queries = queries
  }

  /// Nil where the connector was never configured.
  package init?(_ connector: GleanConnector) {
    let kept = connector.configuration.configuration
    guard let objectType = kept["object_type"]?.string, let urlPattern = kept["url_pattern"]?.string,
      let homeURL = kept["home_url"]?.string, case .bool(let isTest)? = kept["is_test"]
    else { return nil }
    self.objectType = objectType
    self.urlPattern = urlPattern
    self.homeURL = homeURL
    self.isTest = isTest
    properties = (kept["properties"]?.elements ?? []).compactMap { Self.property($0, connector.type) }
    probe = kept["probe"]?.string
    queries = (kept["queries"]?.elements ?? []).compactMap(\.string)
    visibility = kept["visibility"]?.string.flatMap(DatasourceStatus.Visibility.init)
  }

  /// As the connector's row keeps it.
  package var json: JSON {
    var members: [String: JSON] = [
      "object_type": .string(objectType), "url_pattern": .string(urlPattern), "home_url": .string(homeURL),
      "is_test": .bool(isTest),
      "properties": .array(
        properties.map { property in
          [
            "name": .string(property.name), "label": .string(property.label), "type": .string(property.type.rawValue),
          ]
        }),
      "queries": .array(queries.map(JSON.string)),
    ]
    if let probe { members["probe"] = .string(probe) }
    if let visibility { members["visibility"] = .string(visibility.rawValue) }
    return .object(members)
  }

  /// What search was told, to be told again.
  package func registration(of connector: GleanConnector) -> DatasourceRegistration {
    DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: connector.type, objectType: objectType,
      properties: properties, homeURL: homeURL, urlPattern: urlPattern, isTest: isTest)
  }

  /// Rows of the first versions keep names only; labels and types are those of the mapping, which were never others.
  private static func property(_ kept: JSON, _ type: ConnectorType) -> DatasourceRegistration.Property? {
    if let name = kept.string { return mapped(name, type) }
    guard let name = kept["name"]?.string, let label = kept["label"]?.string,
      let type = kept["type"]?.string.flatMap(DatasourceRegistration.PropertyType.init)
    else { return nil }
    return .init(name: name, label: label, type: type)
  }

  private static func mapped(_ name: String, _ type: ConnectorType) -> DatasourceRegistration.Property? {
    let own = DatasetType.allCases.first { $0.connectorType == type }.map { DocumentMapping.of($0).properties } ?? []
    return (own + DocumentMapping.labelProperties).first { $0.name == name }
      .map { .init(name: $0.name, label: $0.label, type: $0.type) }
  }
}

extension JSON {
  fileprivate var elements: [JSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }
}
