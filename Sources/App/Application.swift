package import DataOpsCore
package import DataOpsDurable
package import DataOpsLifecycle
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// The composition root: picks every concrete type, and nobody else does.
package struct Application: Sendable {
  package let configuration: AppConfiguration
  package let directory: DataDirectory
  package let services: Services
  package let sealer: CredentialSealer
  let connections: GleanConnections
  /// Where one process has the data directory for itself; nil where several share a registry.
  let alone: Alone?
  let owner: String

  /// What only the one process of an installation has.
  struct Alone: Sendable {
    let sandbox: EmbeddedSandbox
    let lock: ExclusiveLock
  }

  /// Opens the registry that is configured: the file in the data directory, for this process alone, made where there is none;
  /// or the server that several processes share.
  ///
  /// - Parameters:
  ///   - command: what to tell another process that finds the directory in use, and the server's own views.
  ///   - time: where the lifecycle takes the time from.
  /// - Throws: `data_directory_in_use`, `storage_…`, `configuration_invalid`.
  package static func open(
    _ configuration: AppConfiguration, command: String, time: any TimeSource = SystemTime()
  ) async throws(Failure) -> Application {
    let directory = DataDirectory(configuration.dataDirectory)
    try directory.create()
    let logger = logger(configuration)
    let objects = DirectoryObjectFiles(root: configuration.objectsRoot ?? directory.objects)
    let isAlone = configuration.isAlone ?? (configuration.registry == nil)
    let lock = isAlone ? try ExclusiveLock(path: directory.lockFile, command: command) : nil
    let storage: any Storage
    if let registry = configuration.registry {
      storage = try await SQLRegistry.openPostgres(registry, options: configuration.postgres(command))
    } else {
      storage = try await SQLRegistry.openSQLite(path: directory.registry, mode: .readWrite, now: time.now())
    }
    var alone: Alone?
    if let lock {
      _ = try await objects.collectLeftovers()
      let sandbox = try EmbeddedSandbox(
        directory: directory, tokens: SecretFile.bytes(at: directory.sandboxTokens, count: 64),
        indexingDelay: configuration.indexingDelay, logger: logger)
      alone = Alone(sandbox: sandbox, lock: lock)
    }
    let sealer = try CredentialKeys(configuration, makesFile: true, time: time).sealer
    let connections = GleanConnections(
      storage: storage, sealer: sealer, embedded: alone?.sandbox, timeout: configuration.gleanTimeout,
      attempts: configuration.gleanAttempts, time: time, logger: logger)
    let services = Services(
      storage: storage, objects: objects, connections: connections,
      templates: TemplateLibrary(root: configuration.templatesRoot), time: time,
      identifiers: SystemIdentifiers(),
      signer: try CertificateSigner(keyBytes: SecretFile.bytes(at: directory.certificateKeyFile, count: 32)),
      policy: configuration.policy, logger: logger)
    var generator = SystemRandomNumberGenerator()
    let process = "\(ProcessInfo.processInfo.hostName)/\(ProcessInfo.processInfo.processIdentifier)"
    return Application(
      configuration: configuration, directory: directory, services: services, sealer: sealer, connections: connections,
      // Process numbers come again; a lease must not seem to be one's own because of that.
      alone: alone, owner: "\(process)/\(String(generator.next() as UInt32, radix: 36))")
  }

  /// Gives tokens for others.
  package var issuer: any TokenIssuer { connections }

  /// What people and machines may ask for, as `actor`.
  package func requests(as actor: Actor) -> Requests { Requests(services: services, actor: actor) }

  /// Runs `body` with the embedded sandbox server up and everything that a dead process left behind given back.
  ///
  /// SIGINT and SIGTERM interrupt `body`; what it was running can be resumed.
  ///
  /// - Throws: what `body` throws; `interrupted` after a signal.
  package func run<Result: Sendable>(
    news: @escaping @Sendable (OperationNews) -> Void = { _ in },
    _ body: @escaping @Sendable (Worker) async throws -> Result
  ) async throws(Failure) -> Result {
    let worker = Worker(services: services, runner: runner(news), slots: configuration.slots)
    let work = Work { [services, alone] in
      if alone != nil {
        _ = try await worker.recover()
        try await SnapshotCollection.collectLeftovers(services)
      }
      return try await body(worker)
    }
    var group: [ServiceGroupConfiguration.ServiceConfiguration] = [
      .init(
        service: work, successTerminationBehavior: .gracefullyShutdownGroup,
        failureTerminationBehavior: .gracefullyShutdownGroup)
    ]
    if let sandbox = alone?.sandbox {
      sandbox.prepare()
      group.insert(.init(service: sandbox, successTerminationBehavior: .gracefullyShutdownGroup), at: 0)
    }
    let groupError = await run(group)
    switch await work.outcome {
    case .success(let result): return result
    case .failure(let error):
      // The work is cancelled when the embedded server ends; why it ended is the real story.
      if error is CancellationError || (error as? Failure)?.code == .interrupted, let groupError {
        throw EmbeddedSandbox.failure(groupError)
      }
      throw Failure(wrapping: error)
    case nil:
      throw groupError.map(EmbeddedSandbox.failure)
        ?? Failure(.interrupted, "interrupted", remedy: "Go on with: dataops operation resume")
    }
  }

  func runner(_ news: @escaping @Sendable (OperationNews) -> Void = { _ in }) -> OperationRunner {
    OperationRunner(services: services, steps: Lifecycle.allSteps, owner: owner, news: news)
  }

  /// Runs services until they end or a signal asks them to.
  ///
  /// - Returns: why they ended before they should.
  func run(_ group: [ServiceGroupConfiguration.ServiceConfiguration]) async -> (any Error)? {
    var quiet = services.logger
    if quiet.logLevel < .warning { quiet.logLevel = .warning }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: group, gracefulShutdownSignals: [.sigint, .sigterm], logger: quiet))
    var groupError: (any Error)?
    do { try await group.run() } catch { groupError = error }
    await connections.shutdown()
    return groupError
  }

  private static func logger(_ configuration: AppConfiguration) -> Logger {
    var logger = Logger(label: "dataops") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .warning
    return logger
  }
}

/// A body of work as a service: it ends the group when it ends, and is cancelled when the group shuts down.
private actor Work<Result: Sendable>: Service {
  private let body: @Sendable () async throws -> Result
  private(set) var outcome: Swift.Result<Result, any Error>?

  init(_ body: @escaping @Sendable () async throws -> Result) {
    self.body = body
  }

  func run() async throws {
    do {
      outcome = .success(try await cancelWhenGracefulShutdown(body))
    } catch {
      outcome = .failure(error)
    }
  }
}
