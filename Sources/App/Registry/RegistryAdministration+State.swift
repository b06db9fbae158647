package import DataOpsCore
internal import DataOpsLifecycle
internal import DataOpsSQLStorage
internal import Foundation

extension RegistryAdministration {
  /// Looks at the registry and changes nothing, beside whoever works on it.
  ///
  /// - Throws: `storage_unreachable`, `storage_refused_credential`, `storage_failed`; a registry that is missing, older or newer
  ///   is told as the state's obstacle.
  package func state() async throws(Failure) -> RegistryState {
    if let address = configuration.registry { return try await state(of: address) }
    guard FileManager.default.fileExists(atPath: directory.registry) else {
      let missing = Failure(
        .notFound, "there is no registry in \(directory.path)",
        remedy: "Check --data DIR and DATAOPS_DATA, or make it: dataops registry migrate")
      return state(at: directory.registry, SchemaInspection?.none, missing, nil)
    }
    let inspection = try await SchemaInspection.ofSQLite(path: directory.registry)
    guard inspection.obstacle == nil else { return state(at: directory.registry, inspection, inspection.obstacle, nil) }
    let registry = try await SQLRegistry.openSQLite(path: directory.registry, mode: .readOnly, now: SystemTime().now())
    defer { registry.close() }
    return state(at: directory.registry, inspection, nil, try await contents(of: registry, skew: nil))
  }

  private func state(of address: PostgresAddress) async throws(Failure) -> RegistryState {
    let options = configuration.postgres("dataops registry status")
    let inspection = try await SchemaInspection.ofPostgres(address, options: options)
    guard inspection.obstacle == nil else {
      return state(at: address.description, inspection, inspection.obstacle, nil)
    }
    let registry = try await SQLRegistry.openPostgres(address, options: options)
    defer { registry.close() }
    let before = SystemTime().now()
    let server = try await registry.serverTime()
    let after = SystemTime().now()
    let ours = before + .microseconds((after - before).wholeMicroseconds / 2)
    return state(at: address.description, inspection, nil, try await contents(of: registry, skew: ours - server))
  }

  private func state(
    at place: String, _ inspection: SchemaInspection?, _ obstacle: Failure?, _ contents: RegistryState.Contents?
  ) -> RegistryState {
    RegistryState(
      place: place, schema: inspection?.schema, programSchema: SchemaInspection.newest, contents: contents,
      obstacle: obstacle)
  }

  /// - Parameter skew: how far this machine's clock is before the server's.
  private func contents(of storage: any Storage, skew: Duration?) async throws(Failure) -> RegistryState.Contents {
    let seconds = skew.map { Int($0.wholeMicroseconds / 1_000_000) }.flatMap { abs($0) >= 2 ? $0 : nil }
    do {
      return try await storage.read { registry in
        let datasets = try registry.datasetCounts(DatasetFilter()).map { ($0.key.rawValue, $0.value) }
        let operations = try registry.unfinishedOperationCounts()
        let now = SystemTime().now()
        let actions = try registry.openManualActionCounts(at: now)
        return RegistryState.Contents(
          id: try registry.registry().id, clients: try registry.clientCount(),
          datasets: Dictionary(datasets) { first, _ in first }, waiting: operations[.waiting] ?? 0,
          running: operations[.running] ?? 0, dead: try registry.deadOperationCount(),
          eventsWaiting: try registry.undeliveredSubjectCount(), manualActions: actions.open,
          manualActionsOverdue: actions.overdue,
          leases: try registry.sharedLeases().filter { !$0.owner.isEmpty && $0.expiresAt > now },
          schedules: try registry.schedules(), clockSkewSeconds: seconds)
      }
    } catch { throw Failure(wrapping: error) }
  }
}
