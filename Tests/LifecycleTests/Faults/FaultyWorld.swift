import DataOpsCore
import DataOpsDurable
import DataOpsGleanIndex
import DataOpsLifecycle
import DataRecords
import Foundation
import GleanAPI
import GleanSandbox
import Logging
import Testing
import _DataOpsTestKit

/// An installation with a client whose search is a sandbox server of its own, by one clock for all.
struct FaultyWorld {
  static let records = 40
  static let recordsAPage = 10

  let installation: Installation
  private let clock: OneClock

  init() async throws {
    installation = try await Installation()
    clock = OneClock(installation.time)
    _ = try await installation.addClient()
  }

  /// Lets a server up, with what went before kept and its tokens good again, and runs `body` while it is.
  func serve<Result>(
    _ faults: FaultScript = FaultScript(), log: RequestLog = RequestLog(), _ body: (Visit) async throws -> Result
  ) async throws -> Result {
    var configuration = GleanSandboxConfiguration(
      dataDirectory: installation.directory.path("glean"), indexingToken: "indexing", clientToken: "client")
    configuration.clock = FaultClock(clock: clock)
    configuration.faults = faults
    configuration.logger.logLevel = .critical
    let server = GleanSandboxServer(configuration: configuration)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      defer { group.cancelAll() }
      let url = try await server.baseURL()
      let glean = try client(at: url, log)
      let visit = Visit(
        world: self,
        services: services(
          FaultyConnections(client: glean, url: url, clock: clock, logger: Logger(label: "glean") { _ in log.handler })),
        server: server, url: url, glean: glean,
        log: log)
      do {
        let result = try await body(visit)
        await glean.shutdown()
        return result
      } catch {
        await glean.shutdown()
        throw error
      }
    }
  }

  /// As the product makes it, by the world's clock and without budgets.
  private func client(at url: String, _ log: RequestLog) throws -> GleanClient {
    var configuration = GleanConfiguration.sandbox
    configuration.attempts = 3
    configuration.attemptTimeout = FaultClock.patience
    configuration.clock = clock
    configuration.random = { 0.5 }
    return try GleanClient(
      baseURL: url, indexingToken: BearerToken("indexing"), clientToken: BearerToken("client"),
      configuration: configuration, logger: Logger(label: "glean") { _ in log.handler })
  }

  private func services(_ connections: any SearchConnections) -> Services {
    let own = installation.services
    var policy = own.policy
    // The clock jumps, and heartbeats cannot follow.
    policy.lease = .seconds(30 * 86_400)
    policy.uploadPageRecords = Self.recordsAPage
    return Services(
      storage: own.storage, objects: own.objects, connections: connections, templates: own.templates, time: clock,
      identifiers: own.identifiers, signer: own.signer, policy: policy, logger: own.logger)
  }
}

extension FaultyWorld {
  /// The world while its search is up.
  struct Visit {
    let world: FaultyWorld
    let services: Services
    let server: GleanSandboxServer
    let url: String
    let glean: GleanClient
    let log: RequestLog

    var requests: Requests { Requests(services: services, actor: Actor(.person, "ann")) }

    func requestProvision() async throws -> RequestedOperation {
      try await requests.provision(
        ProvisionRequest(client: "Acme Bank", type: .jiraIssues, count: FaultyWorld.records))
    }

    /// Runs everything that can run.
    func drain() async throws {
      let runner = OperationRunner(services: services, steps: Lifecycle.allSteps, owner: "test") { [log] news in
        if case .stepBegan(_, _, let step, _) = news { log.begin(step) }
      }
      try await Worker(services: services, runner: runner).drain()
    }

    func contents() async throws -> SearchContents { try await SearchContents(at: url, glean) }

    func reconcile() async throws -> [Finding] {
      try await Reconciler(services: services, actor: Actor(.person, "ann")).run(client: nil, repairing: false).findings
    }

    /// The ids of the documents that the dataset's records make, sorted.
    func expectedDocuments(of dataset: Dataset) async throws -> [String] {
      let client = try await world.installation.client(of: dataset.id)
      let template = try await PinnedTemplate.open(for: dataset, objects: services.objects)
      let source = try RecordSource(template: template, dataset: dataset, client: client)
      let lines = source.lines(0..<FaultyWorld.records).split(separator: 0x0A)
      return try lines.compactMap { try JSONValue(parsing: [UInt8]($0))["id"]?.string }
        .map(DocumentMapping.documentID(ofKey:)).sorted()
    }
  }
}

private struct FaultyConnections: SearchConnections {
  let client: GleanClient
  let url: String
  let clock: OneClock
  let logger: Logger

  func index(for _: Client) async throws(Failure) -> any SearchIndex {
    GleanSearchIndex(access: FixedGleanAccess(client: client))
  }

  func tenant(of _: Client) async throws(Failure) -> Tenant? {
    let examiner = try GleanTenantExaminer(
      address: url, tokens: [.indexingToken: Secret("indexing"), .clientToken: Secret("client")],
      limit: FaultClock.patience, clock: clock, logger: logger)
    return Tenant(
      address: url, indexingToken: .present, clientToken: .present, tokensAreTheSame: false,
      examiner: .success(examiner))
  }
}

/// The server's time, which whatever a fault lets wait moves on.
struct FaultClock: SandboxClock {
  /// How long one request may take.
  static let patience: Duration = .seconds(30)
  /// What a fault lets wait for at most; what is due later, such as a deletion in seven days, hurries nobody.
  private static let longestFault: Duration = .seconds(3_600)

  let clock: OneClock

  var now: Date { clock.sandbox.now }

  func wait(until deadline: Date) async throws {
    let rest = Duration.seconds(deadline.timeIntervalSince(now))
    if rest <= Self.patience { return clock.advance(by: rest) }
    // The client gives up before anything comes.
    if rest <= Self.longestFault { clock.advance(by: Self.patience) }
    try await clock.sandbox.wait(until: deadline)
  }
}
