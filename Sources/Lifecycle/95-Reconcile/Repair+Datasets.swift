internal import DataOpsCore

extension Repair {
  /// Makes a dataset that is on no operation's way FAILED, so that it can be retried, or has its teardown taken up.
  func takeUpDataset() async throws(Failure) -> Finding.Standing {
    let journal = journal()
    return try await requests.write { registry in
      guard let dataset = try idleDataset(in: registry), dataset.isUnderWay else { return .settled }
      switch dataset.status {
      case .provisioning, .validating: try abandon(dataset, journal, in: registry)
      case .teardown, .archived: try resumeTeardown(of: dataset, journal, in: registry)
      case .ready, .failed: return .settled
      }
      return .repaired
    }
  }

  /// Removes what search holds of an archived dataset, as its teardown did: by an operation, which goes on until it is
  /// proven.
  func removeFromSearch() async throws(Failure) -> Finding.Standing {
    let journal = journal()
    return try await requests.write { registry in
      guard let dataset = try idleDataset(in: registry), dataset.isCleaned,
        let connector = try dataset.connectorID.flatMap(registry.connector), connector.datasetID == dataset.id
      else { return .settled }
      let operation = try requests.insert(
        .teardown, on: dataset, from: .emptyDatasource, journal: journal, in: registry)
      try note(["operation": .string(operation.id.description)], journal, in: registry)
      return .repaired
    }
  }

  private func abandon(_ dataset: Dataset, _ journal: Journal, in registry: any RegistryWriting) throws {
    let step = try Self.step(toRetry: dataset, in: registry)
    let failure = Failure(
      .abandoned, "dataset '\(dataset.name)' was \(dataset.status.display), and no operation was working on it",
      remedy: "Take it up again: dataops dataset retry \(dataset.id)", step: step)
    try journal.change(dataset, .fail(failure), in: registry)
    try note(["status": .string(DatasetStatus.failed.rawValue), "step": .string(step.rawValue)], journal, in: registry)
  }

  /// The step from which a retry goes on: where the last operation stopped, if that belongs to what the dataset is in.
  private static func step(toRetry dataset: Dataset, in registry: any RegistryReading) throws -> StepName {
    let (phase, first): (StepPhase, StepName) =
      dataset.status == .validating ? (.validating, .schemaValidation) : (.provisioning, .selectTemplate)
    let last = try registry.operations(OperationFilter(datasetID: dataset.id, limit: 1)).first
    guard let step = last?.step, step.phase == phase else { return first }
    return step
  }

  /// A new teardown from where the last one stopped; what is left of a grace is waited out.
  private func resumeTeardown(of dataset: Dataset, _ journal: Journal, in registry: any RegistryWriting) throws {
    let last = try registry.operations(OperationFilter(datasetID: dataset.id, kind: .teardown, limit: 1)).first
    let grace = last?.parameters.graceSeconds.map { Duration.seconds($0) } ?? services.policy.grace
    let (phase, first): (StepPhase, StepName) =
      dataset.status == .teardown ? (.teardown, .pauseSync) : (.cleanup, .emptyDatasource)
    let step = last?.step.flatMap { $0.phase == phase ? $0 : nil } ?? first
    var operation = try requests.insert(
      .teardown, on: dataset, from: step,
      parameters: OperationParameters(graceSeconds: Int(grace.components.seconds)), journal: journal, in: registry)
    if step == .emptyDatasource, let archivedAt = dataset.archivedAt, archivedAt + grace > journal.now {
      operation.wakeAt = archivedAt + grace
      try registry.update(operation)
    }
    try note(
      ["operation": .string(operation.id.description), "step": .string(step.rawValue)], journal, in: registry)
  }
}
