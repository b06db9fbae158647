package import DataOpsCore

/// A connector in hand for a check, with what it belongs to.
package struct WatchedConnector: Sendable {
  package let watch: ConnectorWatch
  package let connector: GleanConnector
  package let dataset: Dataset
  package let client: Client
  package let configured: ConfiguredDatasource?

  package init(watch: ConnectorWatch, connector: GleanConnector, dataset: Dataset, client: Client) {
    self.watch = watch
    self.connector = connector
    self.dataset = dataset
    self.client = client
    configured = ConfiguredDatasource(connector)
  }

  /// The look that the plan has for it.
  package var plannedLook: ConnectorLook {
    let hasQueries = configured?.probe != nil && configured?.queries.isEmpty == false
    return CheckPlan.look(of: watch, canQuery: hasQueries && connector.status != .unhealthy)
  }
}

/// What a check found of a connector.
package struct CheckedConnector: Sendable {
  package let subject: WatchedConnector
  package let at: Timestamp
  /// From taking it up to the answer, waiting for the budget included.
  package let took: Duration
  package let outcome: HealthMachine.Outcome
  package let sample: ConnectorSample
  /// All that is out of bounds now, what this check did not look at included.
  package let remarks: [HealthRemark]
  package let drift: [ConnectorDrift]
  /// Whether a person asked for it.
  package let isAsked: Bool
}
