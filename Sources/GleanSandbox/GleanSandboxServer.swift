import Hummingbird
import Logging
import NIOCore
public import ServiceLifecycle

/// A server that speaks the Glean APIs, embedded in this process.
///
/// ```swift
/// let server = GleanSandboxServer(configuration: configuration)
/// // run it in a task group or a ServiceGroup, then
/// let url = try await server.baseURL()
/// ```
///
/// It runs once. What it answered is kept in the data directory, and the next server goes on from there.
public final class GleanSandboxServer: Service {
  private let configuration: GleanSandboxConfiguration
  private let listening = Listening()
  private let faults: FaultBoard

  public init(configuration: GleanSandboxConfiguration) {
    self.configuration = configuration
    faults = FaultBoard(configuration.faults)
  }

  /// Serves until the task is cancelled or a graceful shutdown is asked for.
  ///
  /// - Throws: ``GleanSandboxError`` when the directory or the address cannot be had; the database error when the disk
  ///   fails while it serves.
  public func run() async throws {
    do {
      try await serve()
      listening.fail(.stopped)
    } catch let error as GleanSandboxError {
      listening.fail(error)
      throw error
    } catch {
      listening.fail(.stopped)
      throw error
    }
  }

  /// The port, once the server listens on it.
  ///
  /// - Throws: what ``run()`` throws when the server ends before that.
  public func boundPort() async throws(GleanSandboxError) -> Int {
    try await listening.port()
  }

  /// The address to give to clients, once the server listens, such as `http://127.0.0.1:40123`.
  ///
  /// - Throws: what ``run()`` throws when the server ends before that.
  public func baseURL() async throws(GleanSandboxError) -> String {
    let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
    return "http://\(host):\(try await boundPort())"
  }

  /// Puts another script of faults in force; every count begins anew.
  ///
  /// - Throws: ``GleanSandboxError/invalidConfiguration(_:)``; the former script stays in force.
  public func setFaults(_ script: FaultScript) throws(GleanSandboxError) {
    do { try script.validate() } catch { throw .invalidConfiguration("the fault script: \(error.text)") }
    faults.set(script)
  }

  /// What the script in force has done so far, a tally for each rule in its order.
  public var faultTallies: [FaultTally] { faults.current.tallies }

  private func serve() async throws {
    try configuration.validate()
    let store = try Store(directory: configuration.dataDirectory, now: Timestamp(configuration.clock.now))
    let result: Result<Void, any Error>
    do {
      try await serve(from: store)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    try store.close()
    try result.get()
  }

  private func serve(from store: Store) async throws {
    try await takeUpClockShift(from: store)
    let indexer = Indexer(store: store, configuration: configuration)
    let sandbox = Sandbox(
      configuration: configuration, store: store, indexer: indexer,
      tokens: try await Tokens(configuration, store: store, now: Timestamp(configuration.clock.now)),
      faults: faults,
      limiter: configuration.enforcesRateLimits ? RateLimiter() : nil)
    let application = Application(
      router: Self.router(sandbox),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port)),
      services: [indexer],
      onServerRunning: { [listening] channel in
        if let port = channel.localAddress?.port { listening.succeed(port) }
      },
      logger: configuration.logger)
    do {
      try await application.run()
    } catch let error as IOError {
      throw GleanSandboxError.cannotListen(
        host: configuration.host, port: configuration.port, reason: error.description)
    }
  }

  /// Lets a clock that can be moved go on from where it was moved to when the directory was served last.
  private func takeUpClockShift(from store: Store) async throws {
    guard let clock = configuration.clock as? ShiftedSandboxClock else { return }
    let stored = try await store.read { db in try ClockShift(db).stored() }
    clock.advance(by: stored - clock.shift)
  }

  private static func router(_ sandbox: Sandbox) -> Router<SandboxContext> {
    let router = Router(context: SandboxContext.self)
    let answers = RefusalAnswers(logger: sandbox.configuration.logger)
    router.add(middleware: answers)
    router.add(middleware: Gate(sandbox: sandbox))
    router.add(middleware: FaultInjection(sandbox: sandbox))
    router.add(middleware: answers)
    let indexing = router.group("api/index/v1")
    DatasourceRoutes(sandbox: sandbox).add(to: indexing)
    DocumentRoutes(sandbox: sandbox).add(to: indexing)
    IdentityRoutes(sandbox: sandbox).add(to: indexing)
    DebugRoutes(sandbox: sandbox).add(to: indexing)
    DeprecatedRoutes(sandbox: sandbox).add(to: indexing)
    SearchRoutes(sandbox: sandbox).add(to: router.group("rest/api/v1"))
    PlatformRoutes(sandbox: sandbox).add(to: router.group("api"))
    let console = router.group("__sandbox")
    ConsoleRoutes(sandbox: sandbox).add(to: console)
    TokenRoutes(sandbox: sandbox).add(to: console)
    FaultRoutes(faults: sandbox.faults).add(to: console)
    ClockRoutes(sandbox: sandbox).add(to: console)
    return router
  }
}

extension GleanSandboxConfiguration {
  /// - Throws: ``GleanSandboxError/invalidConfiguration(_:)``.
  func validate() throws(GleanSandboxError) {
    guard (0...65_535).contains(port) else { throw .invalidConfiguration("port \(port) is not from 0 to 65535") }
    guard !dataDirectory.isEmpty else { throw .invalidConfiguration("the data directory is empty") }
    guard !indexingToken.isEmpty, !clientToken.isEmpty, consoleToken?.isEmpty != true else {
      throw .invalidConfiguration("a token is empty")
    }
    guard !indexingToken.matches(clientToken.secret) else {
      throw .invalidConfiguration("the indexing token and the client token are the same")
    }
    guard uploadedCountAge >= .zero, uploadedCountAge <= .seconds(3 * 3_600) else {
      throw .invalidConfiguration("the age of upload counts is not from 0 to 3 hours")
    }
    do { try faults.validate() } catch { throw .invalidConfiguration("the fault script: \(error.text)") }
    guard indexingDelay >= .zero, indexingDelay <= .seconds(30 * 86_400) else {
      throw .invalidConfiguration("the indexing delay is not from 0 to 30 days")
    }
  }
}
