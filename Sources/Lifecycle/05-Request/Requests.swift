package import DataOpsCore

/// The door of the lifecycle: what people and machines may ask for. Every request is one transaction that leaves an operation behind.
package struct Requests: Sendable {
  package let services: Services
  package let actor: Actor

  package init(services: Services, actor: Actor) {
    self.services = services
    self.actor = actor
  }

  func journal(reason: String?, now: Timestamp, requestID: String? = nil) -> Journal {
    Journal(actor: actor, reason: reason, requestID: requestID, now: now, identifiers: services.identifiers)
  }

  /// Puts an operation on `dataset` into the registry, with its steps and its audit entry.
  func insert(
    _ kind: OperationKind, on dataset: Dataset, from first: StepName? = nil,
    parameters: OperationParameters = OperationParameters(), priority: OperationPriority = .normal,
    deadline: Timestamp? = nil, journal: Journal, in registry: any RegistryWriting
  ) throws -> Operation {
    let names = Lifecycle.steps(of: kind)
    let first = first.flatMap { names.contains($0) ? $0 : nil } ?? names[0]
    let operation = Operation(
      id: services.identifiers.next(Operation.self), kind: kind, dataset: dataset, requestedAt: journal.now,
      requestedBy: actor, reason: journal.reason, firstStep: first, parameters: parameters,
      priority: priority, deadlineAt: deadline)
    let remaining = names.drop { $0 != first }
    let steps = remaining.enumerated().map { OperationStep(operationID: operation.id, name: $1, ordinal: $0) }
    try registry.insert(operation, steps: steps)
    // What failed before is taken up by this one.
    for var dead in try registry.operations(OperationFilter(datasetID: dataset.id, deadOnly: true)) {
      dead.replayedBy = operation.id
      try registry.update(dead)
    }
    try journal.note(
      .operationRequested, "operation \(operation.id)", client: dataset.clientID, dataset: dataset.id,
      after: ["kind": .string(kind.rawValue), "step": .string(first.rawValue)], in: registry)
    return operation
  }

  /// Refuses a second operation on a dataset while one is under way.
  ///
  /// A teardown that waits out its grace is no hindrance to a restore.
  func requireIdle(_ dataset: Dataset, in registry: any RegistryReading) throws {
    let unfinished = try registry.operations(OperationFilter(datasetID: dataset.id, unfinishedOnly: true, limit: 1))
    guard let operation = unfinished.first else { return }
    throw Failure(
      .conflict, "dataset '\(dataset.name)' is being worked on: \(operation.kind.rawValue) \(operation.id)",
      remedy: "Finish it first: dataops operation resume \(operation.id)")
  }

  func find(_ id: Identifier<Dataset>, in registry: any RegistryReading) throws -> Dataset {
    guard let dataset = try registry.dataset(id) else {
      throw Failure(.notFound, "there is no dataset \(id)", remedy: "See what there is: dataops dataset list")
    }
    return dataset
  }

  /// Gives storage errors and defects one shape.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws(Failure) -> Result {
    do { return try await services.storage.write(body) } catch { throw Failure(wrapping: error) }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws(Failure) -> Result {
    do { return try await services.storage.read(body) } catch { throw Failure(wrapping: error) }
  }
}
