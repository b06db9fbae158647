import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import DataOpsSQLStorage
import Logging
import Synchronization

/// Runs the engine as `dataops worker` does, with steps that do nothing, until so many operations have ended.
struct Work: AsyncParsableCommand {
  @OptionGroup var registry: RegistryOption

  @Option(help: "Operations that run at once.")
  var slots = 512

  @Option(help: "How many operations are to end.")
  var count = 10_000

  @Flag(help: "Tell when the first step of each operation began.")
  var beginnings = false

  private struct Report: Encodable {
    let operations: Int
    let steps: Int
    let seconds: Double
    let processorSeconds: Double
    /// By operation: microseconds since 1970.
    let beginnings: [String: Int64]
  }

  func run() async throws {
    let storage = try await SQLRegistry.openPostgres(PostgresAddress(registry.registry))
    defer { storage.close() }
    let services = try Self.services(storage)
    let tally = Tally(wanted: count, keepsBeginnings: beginnings)
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let runner = OperationRunner(
      services: services, steps: Lifecycle.steps(of: .validate).map { NoStep(name: $0, tally: tally) },
      owner: "registry-bench"
    ) { news in
      if case .ended = news, tally.ended() { end.finish() }
    }
    let worker = WorkerService(services: services, runner: runner, slots: slots, drainTime: .seconds(1))
    let (began, used) = (ContinuousClock.now, processorSeconds())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await worker.run() }
      for await _ in ends {}
      let (seconds, processor) = ((ContinuousClock.now - began).microseconds / 1e6, processorSeconds() - used)
      group.cancelAll()
      try tell(
        Report(
          operations: tally.operations, steps: tally.steps, seconds: seconds, processorSeconds: processor,
          beginnings: tally.beginnings))
    }
  }

  private static func services(_ storage: any Storage) throws(Failure) -> Services {
    Services(
      storage: storage, objects: NoFiles(), connections: NoConnections(), templates: TemplateLibrary(root: "/"),
      time: SystemTime(), identifiers: SystemIdentifiers(),
      signer: try CertificateSigner(keyBytes: [UInt8](repeating: 1, count: 32)),
      policy: Policy(),
      logger: Logger(label: "registry-bench") { StreamLogHandler.standardError(label: $0) })
  }
}

/// What has been done so far.
private final class Tally: Sendable {
  private let wanted: Int
  private let keepsBeginnings: Bool
  private let operationCount = Atomic(0)
  private let stepCount = Atomic(0)
  private let firsts = Mutex<[Identifier<Operation>: Int64]>([:])

  init(wanted: Int, keepsBeginnings: Bool) {
    (self.wanted, self.keepsBeginnings) = (wanted, keepsBeginnings)
  }

  var operations: Int { operationCount.load(ordering: .relaxed) }
  var steps: Int { stepCount.load(ordering: .relaxed) }
  var beginnings: [String: Int64] {
    Dictionary(firsts.withLock { $0 }.map { ("\($0.key)", $0.value) }) { first, _ in first }
  }

  func began(_ operation: Identifier<Operation>) {
    stepCount.add(1, ordering: .relaxed)
    guard keepsBeginnings else { return }
    let now = SystemTime().now().microseconds
    firsts.withLock { $0[operation] = $0[operation] ?? now }
  }

  /// - Returns: whether this was the last.
  func ended() -> Bool { operationCount.add(1, ordering: .relaxed).newValue == wanted }
}

private struct NoStep: Step {
  let name: StepName
  let tally: Tally

  func run(_ work: StepWork) async throws(Failure) -> StepResult {
    tally.began(work.operation.id)
    return StepResult("done")
  }
}
