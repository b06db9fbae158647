import DataOpsCore
import DataOpsLifecycle

/// How a connector stands: one row of the list.
struct ConnectorStanding: Encodable, Sendable {
  let id: Identifier<GleanConnector>
  let name: String
  let datasetID: Identifier<Dataset>
  let phase: ConnectorPhase
  let status: ConnectorStatus
  /// As the dataset has it.
  let health: DatasetHealth
  let lastCheckAt: Timestamp?
  /// Of the last 24 hours, in percent; nil where nothing was measured.
  let uptime: Double?
  let failuresInARow: Int
  let restingSince: Timestamp?
  let syncPaused: Bool
  /// What is wrong with it, in one sentence.
  let trouble: String?

  /// - Parameter now: where the last 24 hours end.
  static func of(
    _ connectors: [GleanConnector], at now: Timestamp, in registry: any RegistryReading
  ) throws -> [ConnectorStanding] {
    let ids = Set(connectors.map(\.id))
    let watches = Dictionary(try registry.watches(of: ids).map { ($0.connectorID, $0) }) { $1 }
    let uptimes = try registry.uptimes(of: ids, from: now - .seconds(86_400))
    let datasets = Dictionary(try registry.datasets(Set(connectors.map(\.datasetID))).map { ($0.id, $0) }) { $1 }
    return connectors.map { connector in
      ConnectorStanding(connector, watches[connector.id], datasets[connector.datasetID], uptimes[connector.id])
    }
  }

  private init(_ connector: GleanConnector, _ watch: ConnectorWatch?, _ dataset: Dataset?, _ uptime: MetricFigures?) {
    id = connector.id
    name = connector.name
    datasetID = connector.datasetID
    phase = connector.phase
    status = connector.status
    health = dataset?.health ?? .unknown
    lastCheckAt = watch?.lastCheckAt
    self.uptime = uptime?.mean
    failuresInARow = watch?.record.failures ?? 0
    restingSince = watch?.record.restingSince
    syncPaused = connector.syncPaused
    trouble = watch?.record.lastFailure?.message ?? watch?.remarks.first?.message
  }

  /// Whether somebody should look at it.
  var isTroubled: Bool { phase == .monitor && (health != .healthy || status == .unhealthy || trouble != nil) }
}
