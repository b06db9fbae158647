/// Our record of a Glean custom datasource and its configuration (seed, "GleanConnector Entity").
package struct GleanConnector: Hashable, Sendable, Codable {
  package let id: Identifier<GleanConnector>
  /// `{client}-{stage}-{connector_type}`; shown to people.
  package let name: String
  /// Glean's `name`: letters and digits only, unique.
  package let datasource: String
  package let clientID: Identifier<Client>
  /// The dataset behind it; a restored dataset takes over the connector of the archived one.
  package var datasetID: Identifier<Dataset>
  package let stage: Stage
  package let type: ConnectorType
  package private(set) var phase: ConnectorPhase
  package private(set) var status: ConnectorStatus
  package var configuration: ConnectorConfiguration
  package var healthCheckInterval: Duration
  /// When its health was found to be another; every check of monitoring is in its ``ConnectorWatch``.
  package var lastHealthCheck: Timestamp?
  package var healthStatus: JSON
  /// Whether the scheduler may push into it (Glean has nothing to pause in a custom datasource).
  package var syncPaused: Bool
  package let createdAt: Timestamp
  package var version: Int

  package init(
    id: Identifier<GleanConnector>, name: String, datasource: String, clientID: Identifier<Client>,
    datasetID: Identifier<Dataset>, stage: Stage, type: ConnectorType, configuration: ConnectorConfiguration,
    createdAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.datasource = datasource
    self.clientID = clientID
    self.datasetID = datasetID
    self.stage = stage
    self.type = type
    self.phase = .create
    self.status = .creating
    self.configuration = configuration
    self.healthCheckInterval = .seconds(300)
    self.healthStatus = .object([:])
    self.syncPaused = false
    self.createdAt = createdAt
    self.version = 1
  }

  /// Moves to `phase` with `status`; staying in the same phase is allowed, so that a repeated step changes nothing.
  ///
  /// - Throws: `transition_refused` where the tables of ``ConnectorPhase`` do not allow it.
  package mutating func move(to phase: ConnectorPhase, status: ConnectorStatus) throws(Failure) {
    guard phase == self.phase || self.phase.successors.contains(phase) else {
      throw Failure(
        .transitionRefused, "connector '\(name)' is in phase \(self.phase) and cannot go to \(phase)",
        remedy: "From \(self.phase) it may go to: \(self.phase.successors.map(\.rawValue).joined(separator: ", ")).")
    }
    guard phase.allowedStatuses.contains(status) else {
      throw Failure(
        .transitionRefused, "connector '\(name)' cannot be \(status) in phase \(phase)",
        remedy: "In \(phase) it may be: \(phase.allowedStatuses.map(\.rawValue).joined(separator: ", ")).")
    }
    self.phase = phase
    self.status = status
  }
}

/// How a connector is set up (seed, "ConnectorConfiguration").
package struct ConnectorConfiguration: Hashable, Sendable, Codable {
  package var connectorType: ConnectorType
  package var endpoint: String
  package var authenticationMethod: AuthenticationMethod
  package var configuration: JSON
  package var rateLimits: JSON
  /// Five-field cron expression, UTC.
  package var syncSchedule: String

  package init(
    connectorType: ConnectorType, endpoint: String, authenticationMethod: AuthenticationMethod = .apiKey,
    configuration: JSON = .object([:]), rateLimits: JSON = .object([:]), syncSchedule: String = "0 3 * * *"
  ) {
    self.connectorType = connectorType
    self.endpoint = endpoint
    self.authenticationMethod = authenticationMethod
    self.configuration = configuration
    self.rateLimits = rateLimits
    self.syncSchedule = syncSchedule
  }
}

package enum AuthenticationMethod: String, Codable, Sendable, CaseIterable {
  case apiKey = "api_key"
  case oauth2
  case basicAuth = "basic_auth"
  case serviceAccount = "service_account"
}

extension GleanConnector {
  /// What the registry and Glean call the datasource may differ in case and in a `CUSTOM_` prefix (Glean echoes `CUSTOM_NAME` for `name`).
  package func isDatasource(named other: String) -> Bool {
    let folded = other.lowercased()
    return folded == datasource || folded == "custom_" + datasource
  }
}
