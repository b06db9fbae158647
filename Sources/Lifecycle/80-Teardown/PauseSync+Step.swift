package import DataOpsCore

/// Stops pushing into the connector. Glean has nothing to pause in a custom datasource, so this is our own state.
package struct PauseSyncStep: Step {
  package let name = StepName.pauseSync

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let journal = work.journal(.teardownAgent)
    return StepResult("nothing is pushed any more") { registry, dataset in
      guard let connector = try dataset.connectorID.flatMap(registry.connector), !connector.syncPaused else { return }
      try journal.change(connector, to: connector.phase, status: connector.status, in: registry) {
        $0.syncPaused = true
      }
    }
  }
}
