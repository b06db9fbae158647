package import DataOpsCore
package import DataOpsLifecycle
internal import Logging

/// Runs one operation, step by step, until it ends, sleeps or is interrupted.
///
/// All that it knows is in the registry: a process that dies at any point leaves an operation that another run takes up.
package struct OperationRunner: Sendable {
  let services: Services
  let owner: String
  let holdings: Holdings
  private let steps: [StepName: any Step]
  private let moves: MoveBatch
  private let news: @Sendable (OperationNews) -> Void

  /// - Parameter owner: names this process in leases.
  package init(
    services: Services, steps: [any Step], owner: String, news: @escaping @Sendable (OperationNews) -> Void = { _ in }
  ) {
    self.services = services
    self.steps = Dictionary(steps.map { ($0.name, $0) }) { first, _ in first }
    self.owner = owner
    self.news = news
    holdings = Holdings(services: services)
    moves = MoveBatch(storage: services.storage)
  }

  /// Claims the operation, whoever else's turn it is, and runs it.
  ///
  /// - Returns: the operation as it was left, or nil if somebody else has it.
  /// - Throws: only where the registry cannot be used, or when the task is cancelled; the operation can then be resumed.
  package func run(_ id: Identifier<Operation>) async throws -> Operation? {
    guard let claimed = try await claim(slots: 1, among: [id], perStage: .max, perClient: .max).first else {
      return nil
    }
    return try await run(claimed, shouldStop: { false })
  }

  func claim(
    slots: Int, among: Set<Identifier<Operation>>?, perStage: Int? = nil, perClient: Int? = nil
  ) async throws -> [ClaimedOperation] {
    let now = services.time.now()
    let wish = ClaimWish(
      lease: Lease(owner: owner, expiresAt: now + services.policy.lease), now: now, slots: slots, among: among,
      perStage: perStage ?? services.policy.provisionsPerStage,
      perClient: perClient ?? services.policy.provisionsPerClient)
    let claimed = try await services.storage.write { registry in try registry.inHand(registry.claim(wish)) }
    for operation in claimed { holdings.add(operation.held) }
    return claimed
  }

  /// Runs what was claimed.
  ///
  /// - Parameter shouldStop: asked between two steps; an operation that is not gone on with is left for others to claim.
  /// - Returns: the operation as it was left.
  /// - Throws: `interrupted` where another process has it now; what makes the registry unusable; `CancellationError`, and then
  ///   the operation has been given back.
  func run(_ claimed: ClaimedOperation, shouldStop: @escaping @Sendable () -> Bool) async throws -> Operation {
    defer { holdings.remove(claimed.held) }
    do {
      return try await runWhileHeld(claimed, shouldStop)
    } catch {
      // Where this fails too, time gives it back, and that is what is told.
      if Task.isCancelled { _ = try await giveBack(claimed) }
      throw error
    }
  }

  private func runWhileHeld(
    _ claimed: ClaimedOperation, _ shouldStop: @escaping @Sendable () -> Bool
  ) async throws -> Operation {
    try await withThrowingTaskGroup(of: Operation.self) { group in
      group.addTask { try await goOn(claimed, shouldStop) }
      group.addTask {
        await claimed.held.untilLost()
        try claimed.held.require(at: services.time.now())
        throw CancellationError()
      }
      defer { group.cancelAll() }
      guard let operation = try await group.next() else { throw CancellationError() }
      return operation
    }
  }

  private func goOn(_ claimed: ClaimedOperation, _ shouldStop: () -> Bool) async throws -> Operation {
    var claimed = claimed
    let operation = claimed.operation
    var action = claimed.machine(services.policy).resumed(
      at: operation.step, cancelRequested: operation.cancelRequested, stalls: operation.stalls,
      deadline: operation.deadlineAt, now: services.time.now())
    if case .fail = action { claimed = try await end(claimed, as: action) }
    while true {
      switch action {
      case .run(let step):
        guard claimed.begun != nil || !shouldStop() else { return try await giveBack(claimed) }
        if let late = overdue(claimed, at: step) {
          action = late
          claimed = try await end(claimed, as: late)
          continue
        }
        (claimed, action) = try await perform(step, claimed, shouldStop)
      case .park(_, let until):
        news(.parked(claimed.operation, claimed.dataset, until: until))
        return claimed.operation
      case .retry:
        return claimed.operation
      case .cancelled where !claimed.operation.status.isFinished:
        claimed = try await end(claimed, as: action)
      case .succeed, .fail, .cancelled:
        news(.ended(claimed.operation, claimed.dataset))
        return claimed.operation
      }
    }
  }

  /// How an operation ends whose deadline has come before it got to `step`; nil where it has not.
  private func overdue(_ claimed: ClaimedOperation, at step: StepName) -> OperationMachine.Action? {
    let operation = claimed.operation
    let action = claimed.machine(services.policy).resumed(
      at: step, cancelRequested: operation.cancelRequested, deadline: operation.deadlineAt, now: services.time.now())
    if case .fail = action { return action }
    return nil
  }

  private func giveBack(_ claimed: ClaimedOperation) async throws -> Operation {
    let hold = claimed.held.hold
    return try await services.storage.write { registry in
      try registry.release([hold])
      return try registry.operation(hold.id) ?? claimed.operation
    }
  }

  /// Runs one step and commits what follows from how it ended.
  private func perform(
    _ name: StepName, _ claimed: ClaimedOperation, _ shouldStop: () -> Bool
  ) async throws -> (ClaimedOperation, OperationMachine.Action) {
    let (claimed, row) = try await begin(name, claimed)
    news(.stepBegan(claimed.operation, claimed.dataset, name, attempt: row.attempts))
    let storage = FencedStorage(storage: services.storage, held: claimed.held, time: services.time)
    let work = work(on: row, claimed, storage)
    do {
      let result = try await attempt(name, work)
      try Task.checkCancellation()
      var (next, action) = try await commit(result, of: row, claimed, shouldStop)
      if storage.hasWritten { next = try await refreshed(next) }
      return (next, action)
    } catch {
      // An interrupted run changes nothing more: the operation is taken up again by whoever comes next.
      if Task.isCancelled { throw CancellationError() }
      try claimed.held.require(at: services.time.now())
      let failure = Failure(wrapping: error)
      return try await commit(failure, of: row, claimed, also: steps[name]?.record(failure, work))
    }
  }

  private func begin(_ name: StepName, _ claimed: ClaimedOperation) async throws -> (ClaimedOperation, OperationStep) {
    if let row = claimed.begun {
      var claimed = claimed
      claimed.begun = nil
      return (claimed, row)
    }
    let now = services.time.now()
    let (row, undone) = claimed.beginning(name, at: now)
    var next = claimed
    next.keep(undone + [row])
    next.operation.step = name
    next.operation.startedAt = claimed.operation.startedAt ?? now
    next.operation.wakeAt = nil
    if !claimed.operation.cancelRequested {
      let move = OperationMove(hold: claimed.held.hold, next: name, at: now, steps: undone + [row])
      if try await moves.commit(move, audit: nil) { return (next, row) }
    }
    // It is asked to stop, or another's; then the update is refused.
    return (
      try await services.storage.write { [next] registry in
        var next = next
        next.operation.lease = lease(at: now)
        try registry.update(next.operation)
        for step in undone + [row] { try registry.store(step) }
        try next.refresh(next.operation, in: registry)
        return next
      }, row
    )
  }

  /// With what the step changed beside its completion.
  private func refreshed(_ claimed: ClaimedOperation) async throws -> ClaimedOperation {
    try await services.storage.read { registry in
      var claimed = claimed
      try claimed.refresh(claimed.operation, in: registry)
      return claimed
    }
  }

  private func work(on row: OperationStep, _ claimed: ClaimedOperation, _ storage: FencedStorage) -> StepWork {
    let (held, time) = (claimed.held, services.time)
    let fenced = services.with(
      storage: storage, connections: FencedConnections(connections: services.connections, held: held, time: time),
      objects: FencedFiles(files: services.objects, held: held, time: time))
    return StepWork(
      services: fenced, operation: claimed.operation, step: row, dataset: claimed.dataset, client: claimed.client,
      report: { [news] in news(.stepProgressed(claimed.operation, row.name, $0)) },
      saveCheckpoint: { [self] checkpoint in
        try await services.storage.write { registry in
          // The update checks the fence: a run that lost its operation keeps nothing.
          var operation = claimed.operation
          operation.lease = lease(at: time.now())
          try registry.update(operation)
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
      entry = next.operation.endedEntry(services.journal(of: next.operation, at: now))
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

  private func commit(
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

  private func end(_ claimed: ClaimedOperation, as action: OperationMachine.Action) async throws -> ClaimedOperation {
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

  private func lease(at now: Timestamp) -> Lease { Lease(owner: owner, expiresAt: now + services.policy.lease) }
}

extension Services {
  fileprivate func journal(of operation: Operation, at now: Timestamp) -> Journal {
    Journal(
      actor: operation.kind.agent, reason: operation.reason, requestID: operation.id.description, now: now,
      identifiers: identifiers)
  }
}

extension Operation {
  /// What the audit trail is told of the operation's end.
  fileprivate func endedEntry(_ journal: Journal) -> AuditEntry {
    journal.entry(
      .operationEnded, "operation \(id)", client: clientID, dataset: datasetID,
      after: [
        "kind": .string(kind.rawValue), "status": .string(status.rawValue),
        "failure": failure.map { .string($0.code.rawValue) } ?? .null,
      ])
  }

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
  operation.finishedAt = journal.now
  operation.wakeAt = nil
  operation.lease = nil
  let entry = operation.endedEntry(journal)
  try registry.append([AuditChain.link(entry, after: registry.auditEnd())])
}
