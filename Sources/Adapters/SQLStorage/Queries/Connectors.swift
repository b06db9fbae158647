import DataOpsCore

extension GleanConnector: SQLStored {
  static let table = "connectors"
  var label: String { "connector '\(name)'" }

  init(_ row: SQLRow) throws(SQLError) {
    let type: ConnectorType = try row["connector_type"]
    self.init(
      id: try row["id"], name: try row["name"], datasource: try row["datasource"], clientID: try row["client_id"],
      datasetID: try row["dataset_id"], stage: try row["stage"], type: type,
      configuration: ConnectorConfiguration(
        connectorType: type, endpoint: try row["endpoint_url"],
        authenticationMethod: try row["authentication_method"], configuration: try row.json("configuration_json"),
        rateLimits: try row.json("rate_limits"), syncSchedule: try row["sync_schedule"]),
      createdAt: try row["created_at"])
    try advance(to: try row["phase"], status: try row["status"])
    let interval: Int64 = try row["health_check_interval"]
    healthCheckInterval = .microseconds(interval)
    lastHealthCheck = try row["last_health_check"]
    healthStatus = try row.json("health_status")
    syncPaused = try row["sync_paused"]
    version = try row["version"]
  }

  /// Goes the way of a connector's life up to where the stored one is; only its own rules can set a phase.
  private mutating func advance(to phase: ConnectorPhase, status: ConnectorStatus) throws(SQLError) {
    do {
      for step in ConnectorPhase.allCases.prefix(while: { $0 != phase }) {
        try move(to: step, status: step.allowedStatuses.first ?? status)
      }
      try move(to: phase, status: status)
    } catch {
      throw .column("phase", problem: "holds a phase that the status does not fit")
    }
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "name": name.sql, "datasource": datasource.sql, "client_id": clientID.sql, "stage": stage.sql,
        "connector_type": type.sql, "created_at": createdAt.sql, "version": version.sql,
      ],
      changing: [
        "dataset_id": datasetID.sql, "phase": phase.sql, "status": status.sql,
        "endpoint_url": configuration.endpoint.sql,
        "authentication_method": configuration.authenticationMethod.sql,
        "configuration_json": try .json(configuration.configuration, column: "configuration_json"),
        "rate_limits": try .json(configuration.rateLimits, column: "rate_limits"),
        "sync_schedule": configuration.syncSchedule.sql,
        "health_check_interval": healthCheckInterval.wholeMicroseconds.sql,
        "last_health_check": lastHealthCheck.sql,
        "health_status": try .json(healthStatus, column: "health_status"), "sync_paused": syncPaused.sql,
      ])
  }
}

extension SQLTransaction {
  func connector(_ id: Identifier<GleanConnector>) throws -> GleanConnector? {
    try first("WHERE id = ?", [id.sql])
  }

  func connectors(
    of client: Identifier<Client>, stage: Stage, type: ConnectorType
  ) throws -> [GleanConnector] {
    try all(
      "WHERE client_id = ? AND stage = ? AND connector_type = ? ORDER BY ordinal",
      [client.sql, stage.sql, type.sql])
  }

  func liveConnectors(
    of client: Identifier<Client>?, after last: Identifier<GleanConnector>?, limit: Int
  ) throws -> [GleanConnector] {
    var conditions = SQLConditions()
    conditions.add("status <> 'archived' AND phase <> 'delete'")
    conditions.add("client_id = ?", client)
    conditions.add("ordinal < (SELECT ordinal FROM connectors WHERE id = ?)", last)
    return try all("\(conditions.clause) ORDER BY ordinal DESC LIMIT ?", conditions.values + [max(0, limit).sql])
  }

  func insert(_ connector: GleanConnector) throws {
    try requireOneType(connector)
    try insertRow(connector)
  }

  func update(_ connector: GleanConnector) throws {
    try requireOneType(connector)
    let changed = try changeRow(connector) {
      $0.update(also: "version = version + 1", where: ["version": connector.version.sql])
    }
    guard changed == 0 else { return }
    guard let stored = try self.connector(connector.id) else { throw Failure.missing(connector.label) }
    throw Failure.lost(
      connector.label, stored: stored.version, own: connector.version,
      now: "it is \(stored.status) in phase \(stored.phase)")
  }

  /// The type is one column, whoever says it.
  private func requireOneType(_ connector: GleanConnector) throws(Failure) {
    let configured = connector.configuration.connectorType
    guard configured == connector.type else {
      throw Failure(
        .invalidRequest, "\(connector.label) is of type \(connector.type), but its configuration is of \(configured)")
    }
  }
}
