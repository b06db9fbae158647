package import DataOpsCore
package import DataOpsLifecycle

/// Takes up operations as their turn comes and runs several at once.
package struct Worker: Sendable {
  private let services: Services
  private let runner: OperationRunner
  private let slots: Int

  /// - Parameter slots: operations that run at once in this process.
  package init(services: Services, runner: OperationRunner, slots: Int = 8) {
    self.services = services
    self.runner = runner
    self.slots = slots
  }

  /// Gives back what a process that died was running. Call it once at the start, and only where this process is the registry's
  /// only writer: it takes every lease for a dead one's.
  ///
  /// - Returns: the operations that had been interrupted.
  package func recover() async throws -> [Operation] {
    try await services.storage.write { registry in
      try registry.runningOperations().map { operation in
        var operation = operation
        operation.status = .waiting
        operation.lease = nil
        try registry.update(operation)
        return operation
      }
    }
  }

  /// Runs operations until none is left that could go on now: each has ended, or sleeps (a grace period).
  ///
  /// Short waits between attempts are slept through.
  ///
  /// - Parameter wanted: the operations to run; nil for all.
  package func drain(_ wanted: Set<Identifier<Operation>>? = nil) async throws {
    try await withThrowingTaskGroup(of: Identifier<Operation>.self) { group in
      var underWay: Set<Identifier<Operation>> = []
      while true {
        for operation in try await nextTurn(wanted, underWay: underWay) {
          underWay.insert(operation.id)
          group.addTask { [runner] in
            _ = try await runner.run(operation.id)
            return operation.id
          }
        }
        if let ended = underWay.isEmpty ? nil : try await group.next() {
          underWay.remove(ended)
        } else if let retry = try await nextRetry(wanted) {
          try await services.time.sleep(for: max(.zero, retry - services.time.now()))
        } else {
          return
        }
      }
    }
  }

  private func nextTurn(
    _ wanted: Set<Identifier<Operation>>?, underWay: Set<Identifier<Operation>>
  ) async throws -> [Operation] {
    let now = services.time.now()
    let (due, running) = try await services.storage.read { registry in
      (try registry.dueOperations(at: now, limit: 1000), try registry.runningOperations())
    }
    let candidates = due.filter { !underWay.contains($0.id) && (wanted?.contains($0.id) ?? true) }
    return Turn(policy: services.policy).next(candidates, running: running, slots: slots - underWay.count)
  }

  /// When the next operation that failed and is to be tried again is due; nil if there is none.
  private func nextRetry(_ wanted: Set<Identifier<Operation>>?) async throws -> Timestamp? {
    let waiting = try await services.storage.read { try $0.operations(OperationFilter(unfinishedOnly: true)) }
    return waiting.filter { $0.status == .waiting && $0.failure != nil && (wanted?.contains($0.id) ?? true) }
      .compactMap(\.wakeAt).min()
  }
}
