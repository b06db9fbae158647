package import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

extension GleanSearchIndex {
  package func register(_ registration: DatasourceRegistration) async throws(Failure) {
    let category = DatasourceCategory(ContentCategory(registration.connectorType))
    let groups = DatasourceRegistration.PropertyGroup.allCases.filter { group in
      registration.properties.contains { $0.look?.group == group }
    }
    let configuration = CustomDatasourceConfig(
      name: registration.name, displayName: registration.displayName, datasourceCategory: category,
      urlRegex: registration.urlPattern, iconUrl: registration.icon?.url, iconDarkUrl: registration.icon?.darkURL,
      homeUrl: registration.homeURL,
      objectDefinitions: [
        ObjectDefinition(
          name: registration.objectType, displayLabel: registration.objectLabel ?? registration.objectType,
          docCategory: category, propertyDefinitions: registration.properties.map(PropertyDefinition.init),
          propertyGroups: groups.isEmpty
            ? nil : groups.map { PropertyGroup(name: $0.rawValue, displayLabel: $0.label) })
      ],
      connectorType: .pushAPI, isUserReferencedByEmail: true, isTestDatasource: registration.isTest)
    try await call { client throws(GleanError) in try await client.addDatasource(configuration) }
  }

  package func registration(of datasource: String) async throws(Failure) -> RegisteredDatasource? {
    let configuration = try await call { client throws(GleanError) in try await client.datasourceConfig(datasource) }
    return configuration.map(RegisteredDatasource.init)
  }

  package func show(_ datasource: String, to emails: [String]) async throws(Failure) {
    try await call { client throws(GleanError) in
      try await client.betaUsers(GreenlistUsersRequest(datasource: datasource, emails: emails))
    }
  }

  package func status(of datasource: String) async throws(Failure) -> DatasourceStatus {
    let answer = try await call { client throws(GleanError) in try await client.debugDatasourceStatus(datasource) }
    let identity = answer.identity
    return DatasourceStatus(
      uploaded: answer.documents?.counts?.uploadedTotal ?? 0, indexed: answer.documents?.counts?.indexedTotal ?? 0,
      users: identity?.users?.counts?.uploaded ?? 0, groups: identity?.groups?.counts?.uploaded ?? 0,
      memberships: identity?.memberships?.counts?.uploaded ?? 0,
      visibility: answer.datasourceVisibility.map(DatasourceStatus.Visibility.init) ?? .unknown,
      lastSyncAt: answer.documents?.lastEnd)
  }
}

extension DatasourceStatus.Visibility {
  fileprivate init(_ visibility: DatasourceVisibility) {
    switch visibility {
    case .enabledForAll: self = .everyone
    case .enabledForTestGroup: self = .testGroup
    case .notEnabled: self = .nobody
    default: self = .unknown
    }
  }
}

extension DebugDatasourceStatusDocuments {
  /// When the last upload or processing ended; `NA` is no time.
  fileprivate var lastEnd: DataOpsCore.Timestamp? {
    let ends = (bulkUploadHistory ?? []).map(\.endTime) + (processingHistory ?? []).map(\.endTime)
    return ends.compactMap { $0.flatMap(DataOpsCore.Timestamp.init) }.max()
  }
}

extension RegisteredDatasource {
  fileprivate init(_ configuration: CustomDatasourceConfig) {
    self.init(
      name: configuration.name, displayName: configuration.displayName,
      category: configuration.datasourceCategory?.rawValue.lowercased(), urlPattern: configuration.urlRegex,
      homeURL: configuration.homeUrl, iconURL: configuration.iconUrl, iconDarkURL: configuration.iconDarkUrl,
      objectTypes: (configuration.objectDefinitions ?? []).compactMap { definition in
        definition.name.map { name in
          ObjectType(
            name: name, label: definition.displayLabel,
            properties: (definition.propertyDefinitions ?? []).compactMap(Property.init))
        }
      }, isTest: configuration.isTestDatasource ?? false)
  }
}

extension RegisteredDatasource.Property {
  fileprivate init?(_ definition: PropertyDefinition) {
    guard let name = definition.name else { return nil }
    let type = definition.propertyType
    let known = DatasourceRegistration.PropertyType.allCases.first { $0.wireType == type }
    self.init(
      name: name, label: definition.displayLabel, type: known?.rawValue ?? type?.rawValue.lowercased(),
      plural: definition.displayLabelPlural, isFacet: definition.hideUiFacet != true,
      facetOrder: definition.uiFacetOrder, group: definition.group)
  }
}

extension PropertyDefinition {
  fileprivate init(_ property: DatasourceRegistration.Property) {
    let look = property.look
    self.init(
      name: property.name, displayLabel: property.label, displayLabelPlural: look?.plural ?? property.label,
      propertyType: property.type.wireType, uiOptions: .searchResult,
      hideUiFacet: look.map { $0.facetOrder == nil } ?? false,
      uiFacetOrder: look?.facetOrder, group: look?.group.rawValue)
  }
}

extension DatasourceCategory {
  fileprivate init(_ category: ContentCategory) { self.init(rawValue: category.rawValue.uppercased()) }
}

extension DatasourceRegistration.PropertyType {
  fileprivate var wireType: PropertyType {
    switch self {
    case .text: .text
    case .textList: .textList
    case .integer: .int
    case .date: .date
    case .pickList: .picklist
    }
  }
}
