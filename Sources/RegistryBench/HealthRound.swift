import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import DataOpsObjectFiles
import DataOpsSQLStorage
import Foundation
import GleanAPI
import Logging
import Synchronization

/// Rounds of health checks over many connectors: the monitor as it serves, real requests to Glean-compatible servers that hold the
/// documented limits, and a clock that runs fast.
struct HealthRound: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "health-round")

  @Option(help: "Connectors in use, fifty a client.")
  var connectors = 10_000

  @Option(help: "Tenants that they are spread over, each with one pair of tokens.")
  var tenants = 1

  @Option(help: "Rounds of five minutes that are measured; one goes before them.")
  var rounds = 3

  private struct Report: Encodable {
    let connectors: Int
    let tenants: Int
    let rounds: Int
    let checks: Int
    /// Of all tenants together, by the simulated clock.
    let requestsPerMinute: Double
    let othersPerSecond: Rate
    let searchesPerSecond: Rate
    /// What clients spend at most on average, all tenants together. Glean's limits are 30 others and 5 searches a second for a
    /// tenant, and 8,000 requests a minute for an address.
    let othersBudget: Double
    let searchesBudget: Double
    /// Requests that were not answered with 200, by status.
    let refusals: [String: Int]
    /// How long checks waited for their budget by the simulated clock: milliseconds.
    let waited: Latencies
    /// How long they took by the machine's clock, with all that this machine did besides: milliseconds.
    let took: Latencies
    let healthy: Int
    /// Connectors that a round did not reach.
    let missed: Int
    /// Resident memory of servers, clients and monitor together after each round, the first one included: MiB.
    let residentMiB: [Double]
  }

  private struct Rate: Encodable {
    let mean: Double
    let p95: Int
    let most: Int

    init(_ perSecond: [Int: Int], seconds: Range<Int>) {
      let counts = seconds.map { perSecond[$0] ?? 0 }.sorted()
      mean = (Double(counts.reduce(0, +)) / Double(max(counts.count, 1)) * 100).rounded() / 100
      p95 = counts.isEmpty ? 0 : counts[min(counts.count - 1, counts.count * 95 / 100)]
      most = counts.last ?? 0
    }
  }

  func run() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "health-round-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let time = SimulatedTime()
    let requests = RequestCount(time: time)
    let storage = try await SQLRegistry.openSQLite(path: directory + "/registry.sqlite", now: time.now())
    let fleet = ConnectorFleet(connectors: connectors, tenants: tenants, now: time.now())
    try await fleet.insert(into: storage)
    try await SandboxTenants.run(tenants, in: directory, time: time, requests: requests, holdsLimits: false) {
      try await fleet.register(with: $0)
    }
    let report = try await SandboxTenants.run(
      tenants, in: directory, time: time, requests: requests, holdsLimits: true
    ) { [self] in try await measure(storage, $0, time, requests) }
    try tell(report)
    storage.close()
  }

  private func measure(
    _ storage: any Storage, _ connections: SandboxTenants, _ time: SimulatedTime, _ requests: RequestCount
  ) async throws -> Report {
    let services = Services(
      storage: storage, objects: NoFiles(), connections: connections, templates: TemplateLibrary(root: "/"), time: time,
      identifiers: SystemIdentifiers(), signer: try CertificateSigner(keyBytes: [UInt8](repeating: 1, count: 32)),
      policy: Policy(),
      logger: Logger(label: "health-round") { StreamLogHandler.standardError(label: $0) })
    let checks = Checks()
    let monitor = Monitor(services: services) { checks.add($0) }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await monitor.run() }
      var memory: [Double] = []
      try await time.sleep(for: .seconds(300))
      memory.append(residentMiB())
      requests.reset()
      checks.reset()
      let first = Int(time.elapsed.components.seconds) + 1
      for _ in 0..<rounds {
        try await time.sleep(for: .seconds(300))
        memory.append(residentMiB())
      }
      let (counts, found) = (requests.counts, checks.found)
      let seconds = first..<Int(time.elapsed.components.seconds)
      group.cancelAll()
      while try await group.next() != nil {}
      let total = (counts.others.values.reduce(0, +) + counts.searches.values.reduce(0, +))
      let statuses = try await storage.read { registry in
        try registry.datasetCounts(DatasetFilter(status: .ready, liveOnly: true))
      }
      return Report(
        connectors: connectors, tenants: tenants, rounds: rounds, checks: found.took.count,
        requestsPerMinute: (Double(total) / Double(seconds.count) * 60).rounded(),
        othersPerSecond: Rate(counts.others, seconds: seconds),
        searchesPerSecond: Rate(counts.searches, seconds: seconds), othersBudget: budget(\.other),
        searchesBudget: budget(\.search), refusals: counts.refusals,
        waited: Latencies(microseconds: found.took.isEmpty ? [0] : found.took),
        took: Latencies(microseconds: counts.took.isEmpty ? [0] : counts.took), healthy: found.passed,
        missed: (statuses[.ready] ?? 0) * rounds - found.perConnector.values.reduce(0) { $0 + min($1, rounds) },
        residentMiB: memory)
    }
  }

  /// A second, over all tenants.
  private func budget(_ lane: KeyPath<GleanBudget, GleanBudget.Rate?>) -> Double {
    guard let rate = GleanBudget.standard[keyPath: lane] else { return .infinity }
    return (rate.amount / (rate.period / .seconds(1)) * Double(tenants) * 100).rounded() / 100
  }

  /// What the monitor tells of its checks.
  private final class Checks: Sendable {
    struct Found: Sendable {
      var took: [Double] = []
      var passed = 0
      var perConnector: [Identifier<GleanConnector>: Int] = [:]
    }

    private let state = Mutex(Found())
    var found: Found { state.withLock { $0 } }

    func reset() { state.withLock { $0 = Found() } }

    func add(_ checked: CheckedConnector) {
      state.withLock { found in
        found.took.append(checked.took.microseconds)
        if case .failed = checked.outcome {} else { found.passed += 1 }
        found.perConnector[checked.subject.connector.id, default: 0] += 1
      }
    }
  }
}

/// What this process has in memory now.
private func residentMiB() -> Double {
  let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
  guard let pages, pages.count > 1, let resident = Double(pages[1]) else { return 0 }
  return (resident * 4096 / 1_048_576 * 10).rounded() / 10
}
