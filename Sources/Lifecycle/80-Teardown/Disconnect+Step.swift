package import DataOpsCore

/// Disconnects the connector and makes the dataset ARCHIVED; what is left in search is removed after the grace period.
package struct DisconnectStep: Step {
  package let name = StepName.disconnect

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let journal = work.journal(.teardownAgent)
    let grace = work.operation.parameters.graceSeconds.map { Duration.seconds($0) } ?? work.services.policy.grace
    let removal = journal.now + grace
    let detail = grace == .zero ? "ARCHIVED" : "ARCHIVED; can be restored in place until \(removal.short) UTC"
    return StepResult(detail, next: grace == .zero ? .proceed : .wait(until: removal)) { registry, dataset in
      if let connector = try dataset.connectorID.flatMap(registry.connector),
        connector.phase.successors.contains(.disconnect)
      {
        try journal.change(
          connector, to: .disconnect, status: .disconnected, action: .connectorDisconnected, in: registry)
      }
      try journal.change(dataset, .archive, in: registry)
    }
  }
}
