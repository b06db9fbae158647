/// How far a dataset has come (seed, "Data Lifecycle States").
package enum DatasetStatus: String, Codable, Sendable, CaseIterable {
  case provisioning, validating, ready, failed, teardown, archived

  /// The one table of transitions; documentation and refusals are made from it.
  package var successors: [DatasetStatus] {
    switch self {
    case .provisioning: [.validating, .failed]
    case .validating: [.ready, .failed]
    case .ready: [.validating, .teardown]
    case .failed: [.provisioning, .validating, .teardown]
    case .teardown: [.archived]
    case .archived: []
    }
  }

  package func mayBecome(_ next: DatasetStatus) -> Bool { successors.contains(next) }

  /// Whether the dataset counts towards the limit of 50 a client.
  package var isLive: Bool { self != .archived }

  /// As people read it: `READY`.
  package var display: String { rawValue.uppercased() }
}

/// What is wrong with a dataset that is in use; apart from how far it has come.
package enum DatasetHealth: String, Codable, Sendable, CaseIterable {
  case healthy, degraded, unhealthy, unknown
}
