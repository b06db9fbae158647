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
      lastSyncAt: answer.documents?.lastEnd,
      awaitsDocuments: answer.documents?.bulkUploadHistory?.awaits(answer.documents?.processingHistory) ?? false,
      awaitsIdentities: [identity?.users, identity?.groups].contains { component in
        component?.bulkUploadHistory?.awaits(identity?.processingHistory) ?? false
      },
      openUploads: answer.uploads.filter { $0.status == .active }.compactMap(\.uploadId),
      deletionIsPaused: answer.documents?.deletionIsPaused ?? false)
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

extension DebugDatasourceStatusResponse {
  fileprivate var uploads: [BulkUploadHistoryEvent] {
    [documents?.bulkUploadHistory, identity?.users?.bulkUploadHistory, identity?.groups?.bulkUploadHistory]
      .flatMap { $0 ?? [] }
  }
}

extension DebugDatasourceStatusDocuments {
  /// When the last upload or processing ended; `NA` is no time.
  fileprivate var lastEnd: DataOpsCore.Timestamp? {
    let ends = (bulkUploadHistory ?? []).map(\.endTime) + (processingHistory ?? []).map(\.endTime)
    return ends.compactMap { $0.flatMap(DataOpsCore.Timestamp.init) }.max()
  }
}

extension [BulkUploadHistoryEvent] {
  /// Whether the newest of these uploads is still to be processed, by its own state and by the runs of processing since its end.
  ///
  /// A state that is not told, or not known here, is no reason to wait.
  fileprivate func awaits(_ runs: [ProcessingHistoryEvent]?) -> Bool {
    guard let newest = self.max(by: { $0.start < $1.start }) else { return false }
    guard newest.status != .active else { return true }
    guard let state = newest.processingState, Self.unprocessed.contains(state) else { return false }
    guard let end = newest.endTime.flatMap(DataOpsCore.Timestamp.init) else { return true }
    return !(runs ?? []).contains { run in
      guard let began = run.startTime.flatMap(DataOpsCore.Timestamp.init) else { return false }
      return began > end && run.endTime.flatMap(DataOpsCore.Timestamp.init) != nil
    }
  }

  private static let unprocessed: Set<BulkUploadProcessingState> = [
    .uploadStarted, .uploadInProgress, .uploadCompleted, .deletionPaused,
  ]
}

extension BulkUploadHistoryEvent {
  fileprivate var start: DataOpsCore.Timestamp {
    startTime.flatMap(DataOpsCore.Timestamp.init) ?? DataOpsCore.Timestamp(seconds: 0)
  }
}

extension DebugDatasourceStatusDocuments {
  /// Of the newest upload that ended; one that is under way deletes nothing yet. The history is the newest first.
  fileprivate var deletionIsPaused: Bool {
    bulkUploadHistory?.first { $0.status != .active }?.processingState == .deletionPaused
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
