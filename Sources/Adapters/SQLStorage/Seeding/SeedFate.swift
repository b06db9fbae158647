import DataOpsCore

/// What became of a made-up dataset.
enum SeedFate: Hashable, Sendable {
  case archived
  case ready
  /// The gate stayed closed.
  case refused
  /// Its upload broke off.
  case broken
  /// Nobody goes on with it: its operation was given up.
  case provisioning, validating, teardown

  /// Of a dataset that is not archived.
  static func active(_ random: inout SeedRandom) -> SeedFate {
    random.one(weighted: [
      (.ready, 80), (.refused, 6), (.broken, 4), (.provisioning, 4), (.validating, 3), (.teardown, 3),
    ])
  }

  /// Whether the gate let it through.
  var wasReady: Bool { self == .ready || self == .teardown || self == .archived }

  /// The step at which its provision ended.
  var lastStep: StepName {
    switch self {
    case .archived, .ready, .teardown, .refused: .finalVerification
    case .broken: .upload
    case .provisioning: .writeSnapshot
    case .validating: .connectorHealth
    }
  }
}
