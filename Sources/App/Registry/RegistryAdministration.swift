package import DataOpsCore
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage
internal import Foundation

/// What operators do with the registry itself, be it the file in the data directory or a PostgreSQL database.
package struct RegistryAdministration: Sendable {
  let configuration: AppConfiguration

  package init(_ configuration: AppConfiguration) {
    self.configuration = configuration
  }

  var directory: DataDirectory { DataDirectory(configuration.dataDirectory) }

  /// Brings the registry to this program's schema, making it where there is none.
  ///
  /// - Throws: `data_directory_in_use` for a file that another process has; `storage_…`.
  package func migrate() async throws(Failure) -> RegistryMigration {
    guard let address = configuration.registry else { return try await migrateFile() }
    let options = configuration.postgres("dataops registry migrate")
    let (registry, applied) = try await SQLRegistry.migratePostgres(address, options: options, now: SystemTime().now())
    registry.close()
    let inspection = try await SchemaInspection.ofPostgres(address, options: options)
    return RegistryMigration(schema: inspection.schema ?? SchemaInspection.newest, applied: applied)
  }

  private func migrateFile() async throws(Failure) -> RegistryMigration {
    try directory.create()
    let lock = try ExclusiveLock(path: directory.lockFile, command: "dataops registry migrate")
    defer { lock.release() }
    var before = 0
    if FileManager.default.fileExists(atPath: directory.registry) {
      before = try await SchemaInspection.ofSQLite(path: directory.registry).schema ?? 0
    }
    try await SQLRegistry.openSQLite(path: directory.registry, now: SystemTime().now()).close()
    let after = try await SchemaInspection.ofSQLite(path: directory.registry).schema ?? SchemaInspection.newest
    return RegistryMigration(schema: after, applied: after - before)
  }
}

/// What a migration did.
package struct RegistryMigration: Encodable, Hashable, Sendable {
  /// The registry's schema by now.
  package let schema: Int
  /// How many migrations it took.
  package let applied: Int
}
