package import DataOpsCore
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage
internal import Foundation

extension RegistryAdministration {
  /// Moves all that a registry file holds into the configured PostgreSQL registry, or nothing of it.
  ///
  /// The file stays as it is: a copy of it is checked, brought to the newest schema and read. Rows keep identities, order and
  /// fences; every table is compared on both sides before any of it is there for others.
  ///
  /// - Parameters:
  ///   - path: the file, or the data directory that it lies in.
  ///   - progress: told each table before its rows are copied, and an empty text before all are compared.
  /// - Throws: `configuration_invalid` where no PostgreSQL registry is configured; `not_found`; `data_directory_in_use` where a
  ///   process has the file; `already_exists` where the PostgreSQL registry is in use; `audit_chain_broken`; `storage_…`.
  package func importRegistry(
    from path: String, progress: @escaping @Sendable (_ table: String) -> Void = { _ in }
  ) async throws(Failure) -> RegistryImport {
    guard let address = configuration.registry else {
      throw Failure(
        .configurationInvalid, "there is no PostgreSQL registry to import into",
        remedy: "Name it: setting registry.url, or DATAOPS_REGISTRY_URL.")
    }
    let target = try await SQLRegistry.openPostgres(address, options: configuration.postgres("dataops registry import"))
    defer { target.close() }
    let file = try Self.file(at: path)
    let lock = try ExclusiveLock(
      path: DataDirectory(file.folder).lockFile, command: "dataops registry import")
    defer { lock.release() }

    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let copied = try await RegistryCopy(of: file.path, at: scratch.path + "/registry.sqlite")
    let source = try await SQLRegistry.openSQLite(path: scratch.path + "/registry.sqlite", now: SystemTime().now())
    defer { source.close() }
    let rows = try await target.takeOver(source, progress: progress)
    return RegistryImport(place: address.description, rows: rows, auditEntries: copied.auditEntries)
  }

  private static func file(at path: String) throws(Failure) -> (path: String, folder: String) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure(.notFound, "there is no registry at \(path)", remedy: "Check the path.")
    }
    if isDirectory.boolValue { return try file(at: DataDirectory(path).registry) }
    return (path, URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }
}

/// What was moved.
package struct RegistryImport: Encodable, Hashable, Sendable {
  /// The address of the database, without user and password.
  package let place: String
  /// The rows of each table.
  package let rows: [String: Int]
  package let auditEntries: Int
}

/// A folder that only this user can look into, for the time of one call.
private struct ScratchFolder {
  let path: String

  init() throws(Failure) {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("dataops-import-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(
        .storageReadOnly, "the folder for temporary files cannot be written",
        remedy: "Name another one in the environment variable TMPDIR.")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
