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
      let interrupted = try registry.runningOperations()
      try registry.release(interrupted.map { OperationHold(id: $0.id, fence: $0.fence) })
      return try registry.operations(Set(interrupted.map(\.id)))
    }
  }

  /// Runs operations until none is left that could go on now: each has ended, or sleeps (a grace period).
  ///
  /// Short waits between attempts are slept through, and what other processes have in hand is waited for.
  ///
  /// - Parameter wanted: the operations to run; nil for all.
  package func drain(_ wanted: Set<Identifier<Operation>>? = nil) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await runner.holdings.keepAlive() }
      defer { group.cancelAll() }
      try await drainAll(wanted)
    }
  }

  private func drainAll(_ wanted: Set<Identifier<Operation>>?) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var underWay = 0
      while true {
        for claimed in try await runner.claim(slots: slots - underWay, among: wanted) {
          underWay += 1
          group.addTask { [runner] in _ = try await runner.run(claimed, shouldStop: { false }) }
        }
        if underWay > 0 {
          try await group.next()
          underWay -= 1
        } else if let wait = try await nextLook(wanted) {
          try await services.time.sleep(for: wait)
        } else {
          return
        }
      }
    }
  }

  /// How long until there may be something to do again; nil if nothing is left but what sleeps.
  private func nextLook(_ wanted: Set<Identifier<Operation>>?) async throws -> Duration? {
    let now = services.time.now()
    let unfinished = try await services.storage.read { registry in
      let operations = try wanted.map(registry.operations) ?? registry.operations(OperationFilter(unfinishedOnly: true))
      return operations.filter { !$0.status.isFinished }
    }
    let isElsewhere = unfinished.contains { operation in
      operation.status == .running || operation.wakeAt.map { $0 <= now } ?? true
    }
    if isElsewhere { return services.policy.poll / 4 }
    let retry = unfinished.filter { $0.failure != nil }.compactMap(\.wakeAt).min()
    return retry.map { max(.zero, $0 - now) }
  }
}
