import DataOpsCore
import DataOpsLifecycle

/// Everything about a dataset that a person wants to see at once.
struct DatasetDetail: Encodable, Sendable {
  let dataset: Dataset
  let client: Client?
  let connector: ConnectorDetail?
  let snapshot: Snapshot?
  let archive: Archive?
  /// Those of the latest operation that could have decided on the dataset: a teardown runs none, a cancelled one decides nothing.
  let checks: [DataQualityCheck]
  let latestOperation: OperationDetail?
  let openManualActions: [ManualAction]

  init(_ dataset: Dataset, in registry: any RegistryReading) throws {
    self.dataset = dataset
    client = try registry.client(dataset.clientID)
    connector = try dataset.connectorID.flatMap(registry.connector).map(ConnectorDetail.init)
    snapshot = try dataset.currentSnapshotID.flatMap(registry.snapshot)
    archive = try registry.archive(of: dataset.id)
    let operations = try registry.operations(OperationFilter(datasetID: dataset.id))
    let deciding = operations.first { $0.kind != .teardown && $0.status != .cancelled }
    checks = try deciding.map { try registry.checks(of: $0.id) } ?? []
    latestOperation = try operations.first.map { try OperationDetail($0, in: registry) }
    openManualActions = try registry.manualActions(of: dataset.id, openOnly: true)
  }
}

extension DatasetDetail {
  /// What the gate makes of the checks; nil where one is missing or could not run.
  var score: QualityScore? {
    let latest = CheckType.allCases.compactMap { type in checks.last { $0.type == type } }
    let ended = latest.filter { $0.status == .passed || $0.status == .warned || $0.status == .failed }
    guard ended.count == CheckType.allCases.count, let now = ended.map(\.executedAt).max() else { return nil }
    return Gate.decide(ended.map(\.verdict), at: now)
  }
}

/// A connector with its interval in seconds.
struct ConnectorDetail: Encodable, Sendable {
  let id: Identifier<GleanConnector>
  let name: String
  let datasource: String
  let type: ConnectorType
  let phase: ConnectorPhase
  let status: ConnectorStatus
  let configuration: ConnectorConfiguration
  let healthCheckIntervalSeconds: Int64
  let lastHealthCheck: Timestamp?
  let healthStatus: JSON
  let syncPaused: Bool
  let createdAt: Timestamp

  init(_ connector: GleanConnector) {
    id = connector.id
    name = connector.name
    datasource = connector.datasource
    type = connector.type
    phase = connector.phase
    status = connector.status
    configuration = connector.configuration
    healthCheckIntervalSeconds = connector.healthCheckInterval.components.seconds
    lastHealthCheck = connector.lastHealthCheck
    healthStatus = connector.healthStatus
    syncPaused = connector.syncPaused
    createdAt = connector.createdAt
  }
}

/// An operation with its steps, the time used beside the budget.
struct OperationDetail: Encodable, Sendable {
  let operation: Operation
  let datasetName: String?
  let steps: [StepDetail]

  init(_ operation: Operation, in registry: any RegistryReading) throws {
    self.operation = operation
    datasetName = try registry.dataset(operation.datasetID)?.name
    steps = try registry.steps(of: operation.id).map(StepDetail.init)
  }
}

struct StepDetail: Encodable, Sendable {
  let name: StepName
  let status: StepStatus
  let attempts: Int
  let startedAt: Timestamp?
  let finishedAt: Timestamp?
  let usedSeconds: Double?
  let budgetSeconds: Int64
  let detail: String?
  let failure: Failure?

  init(_ step: OperationStep) {
    name = step.name
    status = step.status
    attempts = step.attempts
    startedAt = step.startedAt
    finishedAt = step.finishedAt
    usedSeconds = step.timeUsed.map { Double($0.wholeMicroseconds) / 1_000_000 }
    budgetSeconds = step.name.budget.components.seconds
    detail = step.detail
    failure = step.failure
  }
}
