package import DataOpsCore
package import DataOpsLifecycle
internal import Logging

/// Runs one operation, step by step, until it ends, sleeps or is interrupted.
///
/// All that it knows is in the registry: a process that dies at any point leaves an operation that another run takes up.
package struct OperationRunner: Sendable {
  private let services: Services
  private let steps: [StepName: any Step]
  private let owner: String
  private let news: @Sendable (OperationNews) -> Void

  /// - Parameter owner: names this process in leases.
  package init(
    services: Services, steps: [any Step], owner: String, news: @escaping @Sendable (OperationNews) -> Void = { _ in }
  ) {
    self.services = services
    self.steps = Dictionary(steps.map { ($0.name, $0) }) { first, _ in first }
    self.owner = owner
    self.news = news
  }

  /// Claims the operation and runs it.
  ///
  /// - Returns: the operation as it was left, or nil if somebody else has it.
  /// - Throws: only where the registry cannot be used, or when the task is cancelled; the operation can then be resumed.
  package func run(_ id: Identifier<Operation>) async throws -> Operation? {
    guard var claimed = try await claim(id) else { return nil }
    var action = claimed.machine(services.policy).resumed(
      at: claimed.operation.step, cancelRequested: claimed.operation.cancelRequested)
    while true {
      switch action {
      case .run(let step):
        (claimed, action) = try await perform(step, claimed)
      case .park(_, let until):
        news(.parked(claimed.operation, claimed.dataset, until: until))
        return claimed.operation
      case .retry:
        return claimed.operation
      case .cancelled where !claimed.operation.status.isFinished:
        claimed = try await end(claimed, as: .cancelled, failure: nil)
      case .succeed, .fail, .cancelled:
        news(.ended(claimed.operation, claimed.dataset))
        return claimed.operation
      }
    }
  }

  private func claim(_ id: Identifier<Operation>) async throws -> ClaimedOperation? {
    let now = services.time.now()
    let lease = lease(for: .selectTemplate, at: now)
    return try await services.storage.write { registry in
      guard let operation = try registry.claim(id, lease: lease, at: now) else { return nil }
      return try ClaimedOperation(operation, in: registry)
    }
  }

  /// Runs one step and commits what follows from how it ended.
  private func perform(_ name: StepName, _ claimed: ClaimedOperation) async throws -> (
    ClaimedOperation, OperationMachine.Action
  ) {
    let (claimed, row) = try await begin(name, claimed)
    news(.stepBegan(claimed.operation, claimed.dataset, name, attempt: row.attempts))
    let work = work(on: row, claimed)
    do {
      let result = try await attempt(name, work)
      try Task.checkCancellation()
      return try await commit(result, of: row, claimed)
    } catch {
      // An interrupted run changes nothing more: the operation is taken up again by whoever comes next.
      if Task.isCancelled { throw CancellationError() }
      let failure = Failure(wrapping: error)
      return try await commit(failure, of: row, claimed, also: steps[name]?.record(failure, work))
    }
  }

  private func begin(_ name: StepName, _ claimed: ClaimedOperation) async throws -> (ClaimedOperation, OperationStep) {
    let now = services.time.now()
    let lease = lease(for: name, at: now)
    return try await services.storage.write { registry in
      var operation = claimed.operation
      operation.step = name
      operation.startedAt = operation.startedAt ?? now
      operation.lease = lease
      operation.wakeAt = nil
      try registry.update(operation)
      let known = try registry.steps(of: operation.id)
      var row =
        known.first { $0.name == name }
        ?? OperationStep(operationID: operation.id, name: name, ordinal: known.count)
      // A step that was interrupted and is not taken up again is one that is undone.
      for var other in known where other.status == .running && other.name != name {
        other.status = .undone
        other.finishedAt = now
        try registry.store(other)
      }
      row.status = .running
      row.attempts += 1
      row.startedAt = row.startedAt ?? now
      row.finishedAt = nil
      try registry.store(row)
      return (try ClaimedOperation(operation, in: registry), row)
    }
  }

  private func work(on row: OperationStep, _ claimed: ClaimedOperation) -> StepWork {
    StepWork(
      services: services, operation: claimed.operation, step: row, dataset: claimed.dataset, client: claimed.client,
      report: { [news] in news(.stepProgressed(claimed.operation, row.name, $0)) },
      saveCheckpoint: { [services] checkpoint in
        try await services.storage.write { registry in
          // The update checks the fence: a run that lost its operation keeps nothing.
          try registry.update(claimed.operation)
          var row = row
          row.checkpoint = checkpoint
          try registry.store(row)
        }
      })
  }

  private func attempt(_ name: StepName, _ work: StepWork) async throws -> StepResult {
    guard let step = steps[name] else {
      throw Failure(.internalError, "no code is registered for step \(name.rawValue)")
    }
    return try await services.time.limit(name.timeLimit) {
      try await step.run(work)
    } orThrow: {
      Failure(
        .stepTimedOut, "step \(name.rawValue) took longer than \(name.timeLimit)",
        remedy: "Retry the dataset: dataops dataset retry \(work.dataset.id)")
    }
  }

  private func commit(
    _ result: StepResult, of row: OperationStep, _ claimed: ClaimedOperation
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let now = services.time.now()
    let policy = services.policy
    let identifiers = services.identifiers
    let (next, step, action) = try await services.storage.write { registry in
      // Whether it was asked to stop meanwhile is read in this transaction, so that no request is missed.
      let asked = try registry.operation(claimed.operation.id)?.cancelRequested ?? false
      var operation = claimed.operation
      operation.cancelRequested = asked
      var step = row
      step.status = claimed.machine(policy).isUndoing(row.name) ? .undone : .done
      step.finishedAt = now
      step.detail = result.detail
      step.checkpoint = result.checkpoint
      step.failure = nil
      guard let dataset = try registry.dataset(operation.datasetID) else {
        throw Failure(.notFound, "dataset \(operation.datasetID) is gone")
      }
      try result.commit(registry, dataset)
      let action = claimed.machine(policy).stepEnded(row.name, result.next, cancelRequested: asked)
      operation.failure = nil
      try apply(action, to: &operation, at: now, identifiers: identifiers, in: registry)
      try registry.update(operation)
      try registry.store(step)
      return (try ClaimedOperation(operation, in: registry), step, action)
    }
    news(.stepEnded(next.operation, next.dataset, step))
    return (next, action)
  }

  private func commit(
    _ failure: Failure, of row: OperationStep, _ claimed: ClaimedOperation, also record: StepResult.Commit?
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let now = services.time.now()
    let policy = services.policy
    let identifiers = services.identifiers
    let action = claimed.machine(policy).stepFailed(row.name, failure, failures: row.failures + 1, at: now)
    services.logger.info(
      "step failed",
      metadata: [
        "operation": "\(claimed.operation.id)", "step": "\(row.name.rawValue)", "code": "\(failure.code.rawValue)",
        "attempt": "\(row.attempts)",
      ])
    let (next, step) = try await services.storage.write { registry in
      var operation = claimed.operation
      operation.cancelRequested = try registry.operation(operation.id)?.cancelRequested ?? false
      var step = row
      step.status = .failed
      step.failures += 1
      step.finishedAt = now
      step.failure = failure.at(row.name)
      // What the step journaled before it failed is where its next attempt goes on.
      step.checkpoint = try registry.steps(of: operation.id).first { $0.name == row.name }?.checkpoint
      operation.failure = failure.at(row.name)
      if let record, let dataset = try registry.dataset(operation.datasetID) { try record(registry, dataset) }
      try apply(action, to: &operation, at: now, identifiers: identifiers, in: registry)
      try registry.update(operation)
      try registry.store(step)
      return (try ClaimedOperation(operation, in: registry), step)
    }
    var retryAt: Timestamp?
    if case .retry(let instant) = action { retryAt = instant }
    news(.stepFailed(next.operation, next.dataset, step, failure, retryAt: retryAt))
    return (next, action)
  }

  private func end(_ claimed: ClaimedOperation, as status: OperationStatus, failure: Failure?) async throws
    -> ClaimedOperation
  {
    let now = services.time.now()
    let identifiers = services.identifiers
    return try await services.storage.write { registry in
      var operation = claimed.operation
      try apply(.cancelled, to: &operation, at: now, identifiers: identifiers, in: registry)
      try registry.update(operation)
      return try ClaimedOperation(operation, in: registry)
    }
  }

  private func lease(for step: StepName, at now: Timestamp) -> Lease {
    Lease(owner: owner, expiresAt: now + step.timeLimit + .seconds(60))
  }
}

/// Writes into `operation` and the registry what `action` means.
private func apply(
  _ action: OperationMachine.Action, to operation: inout Operation, at now: Timestamp,
  identifiers: any IdentifierSource, in registry: any RegistryWriting
) throws {
  let journal = Journal(
    actor: operation.kind.agent, reason: operation.reason, requestID: operation.id.description, now: now,
    identifiers: identifiers)
  switch action {
  case .run(let step):
    operation.step = step
    return
  case .park(let step, let until):
    operation.step = step
    operation.status = .waiting
    operation.wakeAt = until
    operation.lease = nil
    return
  case .retry(let instant):
    operation.status = .waiting
    operation.wakeAt = instant
    operation.lease = nil
    return
  case .succeed:
    operation.status = .succeeded
    operation.step = nil
  case .fail(let failure):
    operation.status = .failed
    operation.failure = failure
    if let dataset = try registry.dataset(operation.datasetID) {
      if let command = Lifecycle.command(for: failure, of: dataset) {
        try journal.change(dataset, command, in: registry)
      } else if operation.kind == .teardown {
        try journal.send(.datasetTeardownFailed, about: dataset, in: registry)
      }
    }
  case .cancelled:
    operation.status = .cancelled
    let failure = Failure(
      .cancelled, "the \(operation.kind.noun) was cancelled, and what it had made is undone",
      remedy: "Start it again with: dataops dataset retry \(operation.datasetID)",
      step: Lifecycle.steps(of: operation.kind).first)
    operation.failure = failure
    if let dataset = try registry.dataset(operation.datasetID),
      let command = Lifecycle.command(forCancelled: operation, failure, of: dataset)
    {
      try journal.change(dataset, command, in: registry)
    }
  }
  operation.finishedAt = now
  operation.wakeAt = nil
  operation.lease = nil
  try journal.note(
    .operationEnded, "operation \(operation.id)", client: operation.clientID, dataset: operation.datasetID,
    after: [
      "kind": .string(operation.kind.rawValue), "status": .string(operation.status.rawValue),
      "failure": operation.failure.map { .string($0.code.rawValue) } ?? .null,
    ], in: registry)
}

/// An operation in hand, with what it works on.
private struct ClaimedOperation: Sendable {
  let operation: Operation
  let dataset: Dataset
  let client: Client

  init(_ operation: Operation, in registry: any RegistryReading) throws {
    guard let dataset = try registry.dataset(operation.datasetID), let client = try registry.client(dataset.clientID)
    else { throw Failure(.notFound, "the dataset of operation \(operation.id) is gone") }
    self.operation = operation
    self.dataset = dataset
    self.client = client
  }

  func machine(_ policy: Policy) -> OperationMachine { OperationMachine(kind: operation.kind, policy: policy) }
}
