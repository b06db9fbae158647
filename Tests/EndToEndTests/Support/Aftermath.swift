import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing

/// What registry, object store and search system hold after runs of the program, read from outside of it.
struct Aftermath: Sendable {
  let dataset: Dataset
  let operations: [DataOpsCore.Operation]
  let connectors: [GleanConnector]
  /// Of the dataset's datasource; nil where it never had one.
  let status: DatasourceStatus?
  /// The dataset's current one.
  let snapshot: Snapshot?
  let snapshotFiles: Int
  let auditIsWhole: Bool

  /// - Throws: where there is not exactly one dataset.
  static func read(_ program: Program) async throws -> Aftermath { try await read(program.data) }

  /// - Parameter data: the data directory.
  static func read(_ data: String) async throws -> Aftermath {
    var configuration = AppConfiguration(dataDirectory: data, templatesRoot: "/")
    configuration.indexingDelay = .zero
    let application = try await Application.open(configuration, command: "test")
    let services = application.services
    let (dataset, client, snapshot, operations, connectors, events) = try await services.storage.read { registry in
      let datasets = try registry.datasets(DatasetFilter())
      try #require(datasets.count == 1, "one request makes one dataset")
      let dataset = try #require(datasets.first)
      return (
        dataset, try #require(try registry.client(dataset.clientID)),
        try dataset.currentSnapshotID.flatMap(registry.snapshot),
        try registry.operations(OperationFilter(datasetID: dataset.id)),
        try registry.connectors(of: dataset.clientID, stage: dataset.stage, type: dataset.type.connectorType),
        try registry.auditEvents(after: 0, filter: AuditFilter(), limit: 10_000)
      )
    }
    let status = try await application.run { _ -> DatasourceStatus? in
      guard let datasource = connectors.last?.datasource else { return nil }
      let index = try await services.connections.index(for: client)
      guard try await index.registration(of: datasource) != nil else { return nil }
      return try await index.status(of: datasource)
    }
    return Aftermath(
      dataset: dataset, operations: operations, connectors: connectors, status: status, snapshot: snapshot,
      snapshotFiles: try await services.objects.list(under: .snapshots).count, auditIsWhole: isWhole(events))
  }

  private static func isWhole(_ events: [AuditEvent]) -> Bool {
    var last: AuditEvent?
    for event in events {
      guard (try? AuditChain.verify(event, after: last)) != nil else { return false }
      last = event
    }
    return true
  }
}
