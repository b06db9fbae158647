package import DataOpsCore

extension ConfiguredDatasource {
  /// Where search holds something else than what `connector` was configured with; nothing where all fits.
  ///
  /// What the product never set is nobody's drift: further object types and properties, and in rows of earlier versions icons and looks.
  package func drift(
    from registered: RegisteredDatasource, of connector: GleanConnector
  ) -> [ConnectorDrift] {
    var drift: [ConnectorDrift] = []
    func compare(_ member: String, _ configured: String?, _ found: String?, breaks: Bool = false) {
      guard configured != found else { return }
      drift.append(
        ConnectorDrift(
          member, configured: configured.map(Self.shown), found: found.map(Self.shown), breaks: breaks))
    }
    if !connector.isDatasource(named: registered.name) {
      compare("name", connector.datasource, registered.name, breaks: true)
    }
    compare("display_name", connector.name, registered.displayName)
    compare("category", ContentCategory(connector.type).rawValue, registered.category)
    compare("url_pattern", urlPattern, registered.urlPattern, breaks: true)
    compare("home_url", homeURL, registered.homeURL)
    compare("is_test", "\(isTest)", "\(registered.isTest)", breaks: true)
    if let icon {
      compare("icon", icon.url, registered.iconURL)
      compare("icon_dark", icon.darkURL, registered.iconDarkURL)
    }
    guard let type = registered.objectTypes.first(where: { $0.name == objectType }) else {
      compare("object_definitions", objectType, nil, breaks: true)
      return drift
    }
    if let objectLabel { compare("object_label", objectLabel, type.label) }
    let found = Dictionary(type.properties.map { ($0.name, $0) }) { first, _ in first }
    for property in properties {
      guard let held = found[property.name] else {
        compare("properties.\(property.name)", property.type.rawValue, nil, breaks: true)
        continue
      }
      compare("properties.\(property.name).type", property.type.rawValue, held.type, breaks: true)
      compare("properties.\(property.name).label", property.label, held.label)
      guard let look = property.look else { continue }
      compare("properties.\(property.name).plural", look.plural, held.plural)
      compare("properties.\(property.name).facet", look.facet, held.facet)
      compare("properties.\(property.name).group", look.group.rawValue, held.group)
    }
    return drift
  }

  /// What search says may be of any length.
  private static func shown(_ text: String) -> String {
    text.count <= 300 ? text : text.prefix(300) + "…"
  }
}

extension DatasourceRegistration.Look {
  fileprivate var facet: String { facetOrder.map(String.init) ?? "hidden" }
}

extension RegisteredDatasource.Property {
  fileprivate var facet: String { isFacet ? facetOrder.map(String.init) ?? "anywhere" : "hidden" }
}

extension [ConnectorDrift] {
  /// As one sentence for people.
  package var sentence: String {
    map { item in
      switch (item.configured, item.found) {
      case (let configured?, let found?): "\(item.member) is '\(found)' and was configured as '\(configured)'"
      case (_?, nil): "\(item.member) is missing"
      case (nil, _): "\(item.member) should not be there"
      }
    }.joined(separator: "; ")
  }
}
