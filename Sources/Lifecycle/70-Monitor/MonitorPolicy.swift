internal import DataOpsCore

/// The figures that monitoring decides by.
package struct MonitorPolicy: Sendable, Hashable {
  /// Between two checks of a connector; nil for each one's own.
  package var interval: Duration?
  /// Checks that fail, one after the other, before a connector counts as unhealthy.
  package var failuresToUnhealthy = 3
  /// Checks that pass, one after the other, before it counts as healthy again.
  package var successesToHealthy = 2
  /// Checks without an answer, one after the other, before nothing is known of its health.
  package var unansweredToUnknown = 3
  /// A check that search gave no answer to is made again after this time.
  package var unansweredPause: Duration = .seconds(30)
  /// Below so many percent of acknowledged documents that are indexed a connector is degraded (seed, "data_completeness").
  package var lowestSyncSuccessRate = 95.0
  /// An answer that takes longer is none (seed, "endpoint_responsive").
  package var slowestAnswer: Duration = .seconds(5)
  /// After failing for so long a connector is left to rest: checks become rare and its sync is paused. It is told at half the time.
  package var restAfter: Duration = .seconds(7 * 86_400)
  /// Between two checks of a connector that rests.
  package var restInterval: Duration = .seconds(3600)
  /// How long a check that was taken up may take before another process takes it up: waiting for the budget, and an answer.
  package var lease: Duration = .seconds(120)
  /// Checks under way at once in one process. It bounds how far monitoring can overdraw a tenant's budget, and so how long an
  /// upload waits behind it.
  package var checksAtOnce = 64
  /// How long samples are kept, then hours, then days.
  package var keepsSamples: Duration = .seconds(2 * 86_400)
  package var keepsHours: Duration = .seconds(30 * 86_400)
  package var keepsDays: Duration = .seconds(400 * 86_400)

  package init() {}

  /// Between two checks of this connector.
  func interval(of connector: GleanConnector, isResting: Bool = false) -> Duration {
    isResting ? restInterval : interval ?? connector.healthCheckInterval
  }
}
