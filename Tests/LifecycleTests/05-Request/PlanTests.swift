import DataOpsCore
import DataOpsDurable
import DataOpsGleanIndex
import DataOpsLifecycle
import Foundation
import GleanAPI
import GleanSandbox
import Logging
import Synchronization
import Testing
import _DataOpsTestKit

@Suite struct `The plan of a provision` {
  private func messages(_ count: Int) -> ProvisionRequest {
    ProvisionRequest(client: "Acme Bank", type: .slackMessages, count: count)
  }

  /// The documented limits enforced, fifteen minutes until a document is found, and one clock for all.
  @Test func `of 2,000 messages agrees with what happens within a tenth`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient()
    let clock = OneClock(installation.time)
    let search = try SearchAtItsLimits(installation.directory.path("limits"), clock)
    let planned = Services(installation.services, connections: search, time: clock)
    let requests = Requests(services: planned, actor: Actor(.person, "ann"))
    let plan = try await requests.plan(messages(2000))
    #expect(plan.records == 2000)
    try await search.serve {
      let requested = try await requests.provision(messages(2000))
      let began = installation.time.now()
      let runner = OperationRunner(services: planned, steps: Lifecycle.allSteps, owner: "test")
      _ = try await runner.run(requested.operation.id)
      let dataset = try await installation.dataset(requested.dataset.id)
      try #require(dataset.status == .ready, "\(String(describing: dataset.failure))")
      #expect(dataset.clientID == client.id)
      let took = Double((installation.time.now() - began).components.seconds) / 60
      #expect(abs(took - plan.minutes) <= plan.minutes / 10, "took \(took) minutes, planned \(plan.minutes)")
      let sent = search.requests
      #expect(abs(Double(sent - plan.requests)) <= Double(plan.requests) / 10, "sent \(sent), planned \(plan.requests)")
    }
  }

  @Test func `changes nothing`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let before = try await installation.rows()
    _ = try await installation.requests.plan(messages(50))
    #expect(try await installation.rows() == before)
  }

  @Test func `is refused as the request would be`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    #expect(await failure { try await installation.requests.plan(messages(0)) }?.code == .invalidRequest)
    var unknown = messages(50)
    unknown.client = "Nobody"
    #expect(await failure { try await installation.requests.plan(unknown) }?.code == .notFound)
  }

  @Test func `counts the pages of large datasets by a sample`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    #expect(try await installation.requests.plan(messages(100_000)).pages == 100)
  }
}

/// A sandbox server that enforces what Glean documents, and the real client with its documented budget.
private struct SearchAtItsLimits: SearchConnections {
  private let server: GleanSandboxServer
  private let clock: OneClock
  private let counter = RequestCounter()

  init(_ directory: String, _ clock: OneClock) throws {
    var configuration = GleanSandboxConfiguration(
      dataDirectory: directory, indexingToken: "indexing", clientToken: "client")
    configuration.enforcesRateLimits = true
    configuration.indexingDelay = .seconds(15 * 60)
    configuration.clock = clock.sandbox
    server = GleanSandboxServer(configuration: configuration)
    self.clock = clock
  }

  /// How many requests were sent, those that are sent again included.
  var requests: Int { counter.count }

  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    var configuration = GleanConfiguration()
    configuration.clock = clock
    do {
      let address = try await server.baseURL()
      let client = try GleanClient(
        baseURL: address, indexingToken: BearerToken("indexing"), clientToken: BearerToken("client"),
        configuration: configuration, logger: Logger(label: "glean") { _ in counter.handler })
      return GleanSearchIndex(access: FixedGleanAccess(client: client))
    } catch { throw Failure(.searchUnreachable, "\(error)") }
  }

  func tenant(of client: Client) async throws(Failure) -> Tenant? { nil }

  func serve(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      try await body()
      group.cancelAll()
    }
  }
}

/// Counts the line that the client logs for each request.
private final class RequestCounter: Sendable {
  private let lines = Atomic(0)

  var count: Int { lines.load(ordering: .relaxed) }
  var handler: any LogHandler { Handler(counter: self) }

  private struct Handler: LogHandler {
    let counter: RequestCounter
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(counter: RequestCounter) { self.counter = counter }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      if event.message == "request" { counter.lines.add(1, ordering: .relaxed) }
    }
  }
}

extension Services {
  /// With another search system and clock, and leases that no jump of the clock ends.
  fileprivate init(_ own: Services, connections: any SearchConnections, time: any TimeSource) {
    var policy = own.policy
    policy.lease = .seconds(86_400)
    self.init(
      storage: own.storage, objects: own.objects, connections: connections, templates: own.templates, time: time,
      identifiers: own.identifiers, signer: own.signer, policy: policy, logger: own.logger)
  }
}
