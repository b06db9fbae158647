package import DataOpsCore
internal import DataOpsDurable
internal import DataOpsLifecycle
internal import Logging
internal import ServiceLifecycle

extension Application {
  /// Runs until SIGINT or SIGTERM: then takes up nothing more, brings the steps under way to their ends, and gives back what
  /// others can go on with.
  ///
  /// - Parameter ready: told where HTTP is answered, once it is; nil without that role.
  /// - Throws: why it cannot run, or ended before it was asked to.
  package func serve(
    _ roles: Set<ServiceRole>, ready: @escaping @Sendable (String?) -> Void
  ) async throws(Failure) {
    try await requireKeys()
    var group: [any Service] = []
    if let sandbox = alone?.sandbox {
      sandbox.prepare()
      group.append(sandbox)
    }
    if roles.contains(.api) {
      let address = configuration.listen ?? ListenAddress("127.0.0.1:8080")
      guard let address else { throw Failure(.configurationInvalid, "setting api.listen cannot be read") }
      group.append(HealthServer(address: address, services: services, ready: ready))
    }
    var working: [any Service] = []
    if roles.contains(.worker) {
      working.append(
        WorkerService(
          services: services, runner: runner(), slots: configuration.slots, drainTime: configuration.drain))
      working.append(Monitor(services: services))
    }
    if roles.contains(.scheduler) {
      let jobs = try ScheduledJobs.all(services, sealer: sealer, issuer: issuer)
      working.append(Scheduler(services: services, jobs: jobs, owner: owner))
    }
    if roles.contains(.relay) {
      if let sink = try WebhookSink(configuration, time: services.time) {
        working.append(Relay(services: services, sink: sink, owner: owner))
      } else {
        services.logger.notice("events are kept and not sent: setting relay.url is not set")
      }
    }
    if !working.isEmpty { group.append(ServicesAtOnce(working)) }
    if alone != nil { try await takeUpInterrupted() }
    services.logger.notice(
      "serving", metadata: ["roles": "\(roles.map(\.rawValue).sorted().joined(separator: ","))", "owner": "\(owner)"])
    if !roles.contains(.api) { group.append(Readiness { ready(nil) }) }
    let error = await run(group.map { .init(service: $0, successTerminationBehavior: .ignore) })
    services.logger.notice("stopped")
    switch error {
    case nil, is CancellationError: return
    case let failure as Failure: throw failure
    case let error?: throw alone == nil ? Failure(wrapping: error) : EmbeddedSandbox.failure(error)
    }
  }

  /// A process that cannot open the credentials would take work up and fail it for all.
  private func requireKeys() async throws(Failure) {
    let uses: [KeyUse]
    do { uses = try await services.storage.read { try $0.keyUses() } } catch { throw Failure(wrapping: error) }
    let known = [sealer.keyID, sealer.previousKeyID].compactMap(\.self)
    guard let foreign = uses.first(where: { !known.contains($0.keyID) }) else { return }
    throw Failure(
      .configurationInvalid,
      "credentials in the registry are sealed with key \(foreign.keyID), and this process has key \(sealer.keyID)",
      remedy:
        "Give it the installation's key, by copying credentials.key or by setting credentials.key: dataops key status")
  }

  private func takeUpInterrupted() async throws(Failure) {
    do {
      _ = try await Worker(services: services, runner: runner()).recover()
      try await SnapshotCollection.collectLeftovers(services)
    } catch { throw Failure(wrapping: error) }
  }
}

/// Says that the process serves, once it can also be asked to end.
private struct Readiness: Service {
  let tell: @Sendable () -> Void

  func run() async throws {
    tell()
    try await gracefulShutdown()
  }
}
