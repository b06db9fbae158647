package import DataOpsCore
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage

extension RegistryAdministration {
  /// Fills an empty registry with a made-up one; the same numbers and seed on the same day give the same rows.
  ///
  /// - Parameter progress: told how many datasets there are so far.
  /// - Throws: `invalid_request` for numbers that do not go together; `already_exists` where the registry is in use;
  ///   `data_directory_in_use`; `storage_…`.
  package func load(
    active: Int, archived: Int, templates: Int, clients: Int, seed: UInt64, progress: @Sendable (Int) -> Void
  ) async throws(Failure) -> RegistrySeedLoad {
    let day: Int64 = 86_400
    let plan = try SeedPlan(
      active: active, archived: archived, templates: templates, clients: clients, seed: seed,
      now: Timestamp(seconds: SystemTime().now().seconds / day * day))
    if let address = configuration.registry {
      var options = configuration.postgres("dataops registry seed-load")
      options.limits.statement = .seconds(600)
      let registry = try await SQLRegistry.openPostgres(address, options: options)
      defer { registry.close() }
      let rows = try await registry.load(plan) { progress($0.datasets) }
      try await registry.settle()
      return RegistrySeedLoad(rows: rows)
    }
    try directory.create()
    let lock = try ExclusiveLock(path: directory.lockFile, command: "dataops registry seed-load")
    defer { lock.release() }
    let registry = try await SQLRegistry.openSQLite(path: directory.registry, now: SystemTime().now())
    defer { registry.close() }
    return RegistrySeedLoad(rows: try await registry.load(plan) { progress($0.datasets) })
  }
}

/// What was loaded.
package struct RegistrySeedLoad: Encodable, Hashable, Sendable {
  /// The rows of each table.
  package let rows: [String: Int]
}
