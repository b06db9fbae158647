/// How far a connector has come (seed, "Connector Lifecycle").
package enum ConnectorPhase: String, Codable, Sendable, CaseIterable {
  case create, configure, validate, monitor, disconnect, delete

  /// The statuses that a connector in this phase may have: the one table of allowed pairs.
  package var allowedStatuses: [ConnectorStatus] {
    switch self {
    case .create: [.creating]
    case .configure: [.creating, .unhealthy]
    case .validate: [.creating, .healthy, .unhealthy]
    case .monitor: [.healthy, .unhealthy]
    case .disconnect: [.disconnected]
    case .delete: [.disconnected, .archived]
    }
  }

  /// The phases that may follow; `configure` after `disconnect` is the undo within the grace period.
  package var successors: [ConnectorPhase] {
    switch self {
    case .create: [.configure, .disconnect]
    case .configure: [.validate, .disconnect]
    case .validate: [.configure, .monitor, .disconnect]
    case .monitor: [.configure, .validate, .disconnect]
    case .disconnect: [.configure, .delete]
    case .delete: []
    }
  }
}

/// What is true of a connector now (seed, `GleanConnector.status`).
package enum ConnectorStatus: String, Codable, Sendable, CaseIterable {
  case creating, healthy, unhealthy, disconnected, archived
}

/// The system whose content a connector shows (seed, `GleanConnector.connector_type`).
package enum ConnectorType: String, Codable, Sendable, CaseIterable {
  case confluence, github, slack, jira, gdrive, custom
}
