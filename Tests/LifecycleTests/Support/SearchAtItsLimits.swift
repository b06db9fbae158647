import DataOpsCore
import DataOpsGleanIndex
import DataOpsLifecycle
import GleanAPI
import GleanSandbox
import Logging
import Synchronization
import _DataOpsTestKit

/// A sandbox server that enforces what Glean documents, and the real client with its documented budget.
struct SearchAtItsLimits: SearchConnections {
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
  init(_ own: Services, connections: any SearchConnections, time: any TimeSource) {
    var policy = own.policy
    policy.lease = .seconds(86_400)
    self.init(
      storage: own.storage, objects: own.objects, connections: connections, templates: own.templates, time: time,
      identifiers: own.identifiers, signer: own.signer, policy: policy, logger: own.logger)
  }
}
