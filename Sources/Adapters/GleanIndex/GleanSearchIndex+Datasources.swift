package import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

extension GleanSearchIndex {
  package func register(_ registration: DatasourceRegistration) async throws(Failure) {
    let category = registration.connectorType.category
    let configuration = CustomDatasourceConfig(
      name: registration.name, displayName: registration.displayName, datasourceCategory: category,
      urlRegex: registration.urlPattern, homeUrl: registration.homeURL,
      objectDefinitions: [
        ObjectDefinition(
          name: registration.objectType, displayLabel: registration.objectType, docCategory: category,
          propertyDefinitions: registration.properties.map { property in
            PropertyDefinition(
              name: property.name, displayLabel: property.label, displayLabelPlural: property.label,
              propertyType: property.type.wireType, uiOptions: .searchResult, hideUiFacet: false)
          })
      ],
      connectorType: .pushAPI, isUserReferencedByEmail: true, isTestDatasource: registration.isTest)
    try await call { client throws(GleanError) in try await client.addDatasource(configuration) }
  }

  package func registeredName(of datasource: String) async throws(Failure) -> RegisteredDatasource? {
    let configuration = try await call { client throws(GleanError) in try await client.datasourceConfig(datasource) }
    return configuration.map {
      RegisteredDatasource(
        name: $0.name, displayName: $0.displayName, objectTypes: ($0.objectDefinitions ?? []).compactMap(\.name))
    }
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
      visibility: answer.datasourceVisibility.map(DatasourceStatus.Visibility.init) ?? .unknown)
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

extension DataOpsCore.ConnectorType {
  /// The category whose look the datasource takes on.
  fileprivate var category: DatasourceCategory {
    switch self {
    case .confluence: .knowledgeHub
    case .github: .codeRepository
    case .slack: .messaging
    case .jira: .tickets
    case .gdrive: .collaborativeContent
    case .custom: .publishedContent
    }
  }
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
