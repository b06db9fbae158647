internal import DataOpsCore
package import DataOpsLifecycle
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// A worker for as long as its process runs: takes up what there is, hears of new work, and leaves nothing hanging at its end.
///
/// When the process is to end it takes up nothing more, brings the steps under way to their ends, and gives the operations
/// back, for other processes to go on with at once. Where the registry is away meanwhile, they go on when its leases are over,
/// and it says so.
package struct WorkerService: Service {
  private let services: Services
  private let runner: OperationRunner
  private let slots: Int
  private let drainTime: Duration
  private let load = Load()

  private final class Load: Sendable {
    let underWay = Atomic(0)
    let isDraining = Atomic(false)
    /// Operations that other processes have to wait for until their leases are over.
    let kept = Atomic(0)
  }

  /// - Parameters:
  ///   - slots: operations that run at once in this process.
  ///   - drainTime: how long the steps that are under way may take when the process is to end; those that take longer are
  ///     interrupted, and other processes begin them again.
  package init(services: Services, runner: OperationRunner, slots: Int, drainTime: Duration) {
    self.services = services
    self.runner = runner
    self.slots = slots
    self.drainTime = drainTime
  }

  private enum Ending: Error { case allDone, drainTimeOver }

  package func run() async throws {
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await runner.holdings.keepAlive() }
        group.addTask { for await _ in services.storage.workAnnouncements() { wake.yield() } }
        group.addTask { try await keepLooking { wake.yield() } }
        group.addTask { try await drain { wake.yield() } }
        group.addTask { try await work(wakes) { wake.yield() } }
        // The first that ends the work ends the others.
        while try await group.next() != nil {}
      }
    } catch Ending.allDone {
    } catch Ending.drainTimeOver {
      services.logger.notice("steps under way were interrupted; other processes begin them again")
    }
    let kept = load.kept.load(ordering: .relaxed)
    guard kept > 0 else { return }
    throw Failure(
      .interrupted, "\(kept.of("operation")) could not be given back: the registry was away",
      remedy: "Other processes go on with what was under way when the leases are over (setting worker.lease).")
  }

  /// Wakes for what nobody has told of: retries that are due, leases that ran out, hints that were lost.
  private func keepLooking(_ wake: @Sendable () -> Void) async throws {
    while true {
      try await services.time.pause(for: services.policy.poll)
      wake()
    }
  }

  private func drain(_ wake: @Sendable () -> Void) async throws {
    do { try await gracefulShutdown() } catch { return }
    load.isDraining.store(true, ordering: .relaxed)
    wake()
    try await services.time.pause(for: drainTime)
    throw Ending.drainTimeOver
  }

  private func work(_ wakes: AsyncStream<Void>, _ wake: @escaping @Sendable () -> Void) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      wake()
      for await _ in wakes {
        if load.isDraining.load(ordering: .relaxed) {
          if load.underWay.load(ordering: .relaxed) == 0 { throw Ending.allDone }
          continue
        }
        for claimed in try await claim() {
          load.underWay.add(1, ordering: .relaxed)
          group.addTask {
            await run(claimed)
            load.underWay.subtract(1, ordering: .relaxed)
            wake()
          }
        }
      }
    }
  }

  /// Not for every slot that becomes free, where there are many.
  private func claim() async throws -> [ClaimedOperation] {
    let free = slots - load.underWay.load(ordering: .relaxed)
    guard free >= max(1, slots / 8) else { return [] }
    do { return try await runner.claim(slots: free, among: nil) } catch {
      if error is CancellationError { throw error }
      services.logger.warning(
        "no work could be claimed; trying again", metadata: ["failure": "\(Failure(wrapping: error).message)"])
      return []
    }
  }

  /// One operation that cannot be gone on with here is no reason to end: its lease runs out, and it is taken up again.
  private func run(_ claimed: ClaimedOperation) async {
    do {
      _ = try await runner.run(claimed) { load.isDraining.load(ordering: .relaxed) }
    } catch is CancellationError {
    } catch {
      let failure = Failure(wrapping: error)
      let isAnothers = failure.code == .conflict || failure.code == .interrupted
      if load.isDraining.load(ordering: .relaxed), !isAnothers { load.kept.add(1, ordering: .relaxed) }
      services.logger.warning(
        "an operation was let go",
        metadata: ["operation": "\(claimed.operation.id)", "failure": "\(failure.message)"])
    }
  }
}
