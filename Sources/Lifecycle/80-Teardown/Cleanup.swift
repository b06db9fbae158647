package import DataOpsCore

/// What a dataset left outside of the registry, by its ledger; the cleanup steps share it.
struct Cleanup: Sendable {
  let work: StepWork
  let index: any SearchIndex
  /// The datasource to be emptied; nil where none was ever made, or another dataset took it over.
  let datasource: String?
  let connector: GleanConnector?
  /// The dataset that took the connector over, with all that is in it.
  let successor: Identifier<Dataset>?

  init(_ work: StepWork) async throws(Failure) {
    self.work = work
    index = try await work.services.connections.index(for: work.client)
    let dataset = work.dataset
    let known: GleanConnector?
    do {
      known = try await work.services.storage.read { try dataset.connectorID.flatMap($0.connector) }
    } catch { throw Failure(wrapping: error) }
    guard let known, known.datasetID == dataset.id else {
      (connector, datasource, successor) = (nil, nil, known?.datasetID)
      return
    }
    (connector, successor) = (known, nil)
    // A crash between the ledger entry and the registration leaves a name that the search system never saw.
    datasource = try await index.registration(of: known.datasource) == nil ? nil : known.datasource
  }
}

/// Deletes every document of the datasource.
package struct EmptyDatasourceStep: Step {
  package let name = StepName.emptyDatasource

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    guard let datasource = cleanup.datasource else { return StepResult("there is no datasource") }
    try await cleanup.index.empty(datasource, uploadID: "\(work.operation.id)-empty-\(work.step.attempts)")
    return StepResult("datasource \(datasource) told to delete its documents")
  }
}

/// Deletes the people, groups and memberships of the datasource.
package struct DeleteIdentitiesStep: Step {
  package let name = StepName.deleteIdentities

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let cleanup = try await Cleanup(work)
    guard let datasource = cleanup.datasource else { return StepResult("there is no datasource") }
    try await cleanup.index.deleteIdentities(
      groups: ConnectorIdentities.groups(in: work.dataset.stage), in: datasource,
      uploadID: "\(work.operation.id)-identities-\(work.step.attempts)")
    return StepResult("people, groups and memberships deleted")
  }
}
