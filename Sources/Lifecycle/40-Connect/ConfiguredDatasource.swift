package import DataOpsCore

/// What a connector's row keeps of how its datasource was configured, so that monitoring needs neither template nor records.
package struct ConfiguredDatasource: Hashable, Sendable {
  package let objectType: String
  /// Nil in rows of versions that told search none, as with the icon and the looks of properties.
  package let objectLabel: String?
  package let icon: DatasourceRegistration.Icon?
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
    objectLabel = registration.objectLabel
    icon = registration.icon
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
    objectLabel = kept["object_label"]?.string
    icon = kept["icon_url"]?.string.flatMap { url in
      kept["icon_dark_url"]?.string.map { DatasourceRegistration.Icon(url: url, darkURL: $0) }
    }
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
        properties.map(\.json)),
      "queries": .array(queries.map(JSON.string)),
    ]
    if let objectLabel { members["object_label"] = .string(objectLabel) }
    if let icon { (members["icon_url"], members["icon_dark_url"]) = (.string(icon.url), .string(icon.darkURL)) }
    if let probe { members["probe"] = .string(probe) }
    if let visibility { members["visibility"] = .string(visibility.rawValue) }
    return .object(members)
  }

  /// What search was told, to be told again.
  package func registration(of connector: GleanConnector) -> DatasourceRegistration {
    DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: connector.type, objectType: objectType,
      objectLabel: objectLabel, icon: icon, properties: properties, homeURL: homeURL, urlPattern: urlPattern,
      isTest: isTest)
  }

  /// Rows of the first versions keep names only; labels and types are those of the mapping, which were never others.
  private static func property(_ kept: JSON, _ type: ConnectorType) -> DatasourceRegistration.Property? {
    if let name = kept.string { return mapped(name, type) }
    return DatasourceRegistration.Property(kept)
  }

  private static func mapped(_ name: String, _ type: ConnectorType) -> DatasourceRegistration.Property? {
    (DocumentMapping.table(type).properties + DocumentMapping.labelProperties).first { $0.name == name }
      .map { .init(name: $0.name, label: $0.label, type: $0.type) }
  }
}

extension DatasourceRegistration.Property {
  /// As the connector's row keeps it.
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "name": .string(name), "label": .string(label), "type": .string(type.rawValue),
    ]
    if let look {
      members["plural"] = .string(look.plural)
      members["group"] = .string(look.group.rawValue)
      members["facet_order"] = look.facetOrder.map { .integer(Int64($0)) } ?? .null
    }
    return .object(members)
  }

  fileprivate init?(_ kept: JSON) {
    guard let name = kept["name"]?.string, let label = kept["label"]?.string,
      let type = kept["type"]?.string.flatMap(DatasourceRegistration.PropertyType.init)
    else { return nil }
    self.init(name: name, label: label, type: type, look: DatasourceRegistration.Look(kept))
  }
}

extension DatasourceRegistration.Look {
  /// Nil where the row keeps none.
  fileprivate init?(_ kept: JSON) {
    guard let plural = kept["plural"]?.string,
      let group = kept["group"]?.string.flatMap(DatasourceRegistration.PropertyGroup.init)
    else { return nil }
    self.init(plural: plural, facetOrder: kept["facet_order"]?.integer.map { Int($0) }, group: group)
  }
}

extension JSON {
  fileprivate var elements: [JSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }
}
