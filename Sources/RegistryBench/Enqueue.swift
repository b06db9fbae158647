import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage

/// Asks for validations of datasets that are in use: all at once, or one after the other with pauses.
struct Enqueue: AsyncParsableCommand {
  @OptionGroup var registry: RegistryOption

  @Option(help: "How many, each of another dataset.")
  var count = 10_000

  @Option(help: "Operations in a transaction.")
  var together = 250

  @Option(help: "Milliseconds between two transactions, at most; at least a quarter of it.")
  var pause = 0

  private struct Report: Encodable {
    let seconds: Double
    /// By operation, where each has a transaction of its own: microseconds since 1970.
    let moments: [String: Moments]
  }

  private struct Moments: Encodable {
    /// When the commit was sent.
    let sent: Int64
    /// When it was known to be durable.
    let committed: Int64
  }

  func run() async throws {
    let storage = try await SQLRegistry.openPostgres(PostgresAddress(registry.registry))
    defer { storage.close() }
    let count = count
    let datasets = try await storage.read { try $0.datasets(DatasetFilter(liveOnly: true, limit: count)) }
    guard datasets.count == count else { throw ValidationError("there are \(datasets.count) datasets in use only") }
    var choices = SeedRandom(seed: 1)
    var moments: [String: Moments] = [:]
    let began = ContinuousClock.now
    for start in stride(from: 0, to: count, by: together) {
      let operations = datasets[start..<min(count, start + together)].map(Self.validation(of:))
      let sent = try await insert(operations, storage)
      let committed = SystemTime().now().microseconds
      if operations.count == 1 { moments["\(operations[0].id)"] = Moments(sent: sent, committed: committed) }
      if pause > 0 {
        try await Task.sleep(for: .milliseconds(Int.random(in: max(1, pause / 4)...pause, using: &choices)))
      }
    }
    try tell(Report(seconds: (ContinuousClock.now - began).microseconds / 1e6, moments: moments))
  }

  private func insert(_ operations: [Operation], _ storage: any Storage) async throws -> Int64 {
    try await storage.write { registry in
      for operation in operations {
        try registry.insert(
          operation,
          steps: Lifecycle.steps(of: .validate).enumerated().map {
            OperationStep(operationID: operation.id, name: $1, ordinal: $0)
          })
      }
      return SystemTime().now().microseconds
    }
  }

  private static func validation(of dataset: Dataset) -> Operation {
    Operation(
      id: SystemIdentifiers().next(Operation.self), kind: .validate, dataset: dataset, requestedAt: SystemTime().now(),
      requestedBy: Actor(.person, "mo"), reason: nil, firstStep: Lifecycle.steps(of: .validate)[0])
  }
}
