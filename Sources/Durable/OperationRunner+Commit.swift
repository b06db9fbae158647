internal import DataOpsCore
internal import DataOpsLifecycle
internal import Logging

/// What is written down when a step has ended: the step, where the operation goes on, and all that follows, in one transaction.
extension OperationRunner {
  func commit(
    _ result: StepResult, of row: OperationStep, _ claimed: ClaimedOperation, _ shouldStop: () -> Bool
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let now = services.time.now()
    let machine = claimed.machine(services.policy)
    var step = row
    step.status = machine.isUndoing(row.name) ? .undone : .done
    step.finishedAt = now
    step.detail = result.detail
    step.checkpoint = result.checkpoint
    step.failure = nil
    let goesOn = !shouldStop() && overdue(claimed, at: row.name) == nil
    var outcome = try await together(result, step, claimed, at: now, goingOn: goesOn)
    if outcome == nil { outcome = try await alone(result, step, claimed, at: now) }
    guard let (next, action) = outcome else { throw CancellationError() }
    news(.stepEnded(next.operation, next.dataset, step))
    return (next, action)
  }

  /// The end of a step that has nothing else to say, in one transaction with others of its kind.
  ///
  /// - Parameter goingOn: the next step, where there is one, begins with it.
  /// - Returns: nil where this end is another one, or the operation is asked to stop, or lost.
  private func together(
    _ result: StepResult, _ step: OperationStep, _ claimed: ClaimedOperation, at now: Timestamp, goingOn: Bool
  ) async throws -> (ClaimedOperation, OperationMachine.Action)? {
    guard result.commit == nil, result.next == .proceed, !claimed.operation.cancelRequested else { return nil }
    var next = claimed
    next.keep([step])
    next.operation.failure = nil
    next.operation.stalls = 0
    let action = claimed.machine(services.policy).stepEnded(step.name, result.next, cancelRequested: false)
    var entry: AuditEntry?
    var rows = [step]
    switch action {
    case .run(let following):
      next.operation.step = following
      if goingOn {
        let (row, undone) = next.beginning(following, at: now)
        next.keep(undone + [row])
        next.begun = row
        rows += undone + [row]
      }
    case .succeed:
      next.operation.status = .succeeded
      next.operation.step = nil
      next.operation.finishedAt = now
      next.operation.lease = nil
      entry = services.journal(of: next.operation, at: now).ending(of: next.operation)
    case .park, .retry, .fail, .cancelled: return nil
    }
    let move = OperationMove(hold: claimed.held.hold, next: next.operation.step, at: now, steps: rows)
    return try await moves.commit(move, audit: entry) ? (next, action) : nil
  }

  private func alone(
    _ result: StepResult, _ step: OperationStep, _ claimed: ClaimedOperation, at now: Timestamp
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let machine = claimed.machine(services.policy)
    return try await services.storage.write { [services] registry in
      try registry.lock(claimed.held.hold)
      // Whether it was asked to stop meanwhile is read in this transaction, so that no request is missed.
      let asked = try registry.operation(claimed.operation.id)?.cancelRequested ?? false
      var operation = claimed.operation
      operation.cancelRequested = asked
      operation.lease = lease(at: now)
      operation.stalls = 0
      guard let dataset = try registry.dataset(operation.datasetID) else {
        throw Failure(.notFound, "dataset \(operation.datasetID) is gone")
      }
      try result.commit?(registry, dataset)
      let action = machine.stepEnded(step.name, result.next, cancelRequested: asked)
      operation.failure = nil
      try apply(action, to: &operation, services.journal(of: operation, at: now), in: registry)
      try registry.update(operation)
      try registry.store(step)
      var next = claimed
      next.keep([step])
      try next.refresh(operation, in: registry)
      return (next, action)
    }
  }

  func commit(
    _ failure: Failure, of row: OperationStep, _ claimed: ClaimedOperation, also record: StepResult.Commit?
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let now = services.time.now()
    let action = claimed.machine(services.policy).stepFailed(
      row.name, failure, failures: row.failures + 1, jitter: claimed.operation.jitter(row.failures), at: now)
    services.logger.info(
      "step failed",
      metadata: [
        "operation": "\(claimed.operation.id)", "step": "\(row.name.rawValue)", "code": "\(failure.code.rawValue)",
        "attempt": "\(row.attempts)",
      ])
    let (next, step) = try await services.storage.write { [services] registry in
      try registry.lock(claimed.held.hold)
      var operation = claimed.operation
      operation.cancelRequested = try registry.operation(operation.id)?.cancelRequested ?? false
      operation.lease = lease(at: now)
      operation.stalls = 0
      var step = row
      step.status = .failed
      step.failures += 1
      step.finishedAt = now
      step.failure = failure.at(row.name)
      // What the step journaled before it failed is where its next attempt goes on.
      step.checkpoint = try registry.steps(of: operation.id).first { $0.name == row.name }?.checkpoint
      operation.failure = failure.at(row.name)
      if let record, let dataset = try registry.dataset(operation.datasetID) { try record(registry, dataset) }
      try apply(action, to: &operation, services.journal(of: operation, at: now), in: registry)
      try registry.update(operation)
      try registry.store(step)
      var next = claimed
      next.keep([step])
      try next.refresh(operation, in: registry)
      return (next, step)
    }
    var retryAt: Timestamp?
    if case .retry(let instant) = action { retryAt = instant }
    news(.stepFailed(next.operation, next.dataset, step, failure, retryAt: retryAt))
    return (next, action)
  }

  func end(_ claimed: ClaimedOperation, as action: OperationMachine.Action) async throws -> ClaimedOperation {
    let now = services.time.now()
    return try await services.storage.write { [services] registry in
      try registry.lock(claimed.held.hold)
      var operation = claimed.operation
      try apply(action, to: &operation, services.journal(of: operation, at: now), in: registry)
      try registry.update(operation)
      var ended = claimed
      try ended.refresh(operation, in: registry)
      return ended
    }
  }
}

extension Services {
  func journal(of operation: Operation, at now: Timestamp) -> Journal {
    Journal(
      actor: operation.kind.agent, reason: operation.reason, requestID: operation.id.description, now: now,
      identifiers: identifiers)
  }
}

extension Operation {
  /// A number from 0 to 1 that is another one for each operation and attempt: those that failed together do not all come back
  /// together.
  fileprivate func jitter(_ failures: Int) -> Double {
    guard failures > 0 else { return 0 }
    let hash = "\(id)/\(failures)".utf8.reduce(into: UInt64(14_695_981_039_346_656_037)) {
      $0 = ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    return Double(hash >> 11) / Double(UInt64(1) << 53)
  }
}

/// Writes into `operation` and the registry what `action` means.
private func apply(
  _ action: OperationMachine.Action, to operation: inout Operation, _ journal: Journal,
  in registry: any RegistryWriting
) throws {
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
    try journal.finish(&operation, in: registry)
  case .fail(let failure): try journal.end(&operation, .failed(failure), in: registry)
  case .cancelled: try journal.end(&operation, .cancelled, in: registry)
  }
}
