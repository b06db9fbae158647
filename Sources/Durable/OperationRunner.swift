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
  let moves: MoveBatch
  let news: @Sendable (OperationNews) -> Void

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
    let claimed = try await services.storage.write { [services] registry in
      try services.endOverdue(at: now, in: registry)
      return try registry.inHand(registry.claim(wish))
    }
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
      do {
        return try await runWhileHeld(claimed, shouldStop)
      } catch is AskedToStop {
        // What was under way is as after a crash: the operation goes on from what the registry says of it, which is that it ends.
        let claimed = try await services.storage.read { try claimed.reloaded(in: $0) }
        return try await runWhileHeld(claimed, shouldStop)
      }
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
        await claimed.held.untilDisturbed()
        try claimed.held.require(at: services.time.now())
        if claimed.held.heed() { throw AskedToStop() }
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
  func overdue(_ claimed: ClaimedOperation, at step: StepName) -> OperationMachine.Action? {
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

  func lease(at now: Timestamp) -> Lease { Lease(owner: owner, expiresAt: now + services.policy.lease) }
}

/// Its cancellation was asked for, or its deadline came, while a step was under way.
private struct AskedToStop: Error {}

extension Services {
  /// Ends what waits although its deadline has passed; that needs no turn.
  fileprivate func endOverdue(at now: Timestamp, in registry: any RegistryWriting) throws {
    for var operation in try registry.overdueOperations(at: now, limit: 100) {
      let action = OperationMachine(kind: operation.kind, policy: policy).resumed(
        at: operation.step, cancelRequested: false, deadline: operation.deadlineAt, now: now)
      guard case .fail(let failure) = action else { continue }
      try journal(of: operation, at: now).end(&operation, .failed(failure), in: registry)
      try registry.update(operation)
    }
  }
}
