package import DataOpsCore
package import DataOpsLifecycle
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage

/// The registry and object store for looking only; works beside a process that writes.
package struct RegistryView: Sendable {
  package let storage: any Storage
  package let objects: any ObjectFiles

  /// - Throws: `not_found` where the directory holds no registry yet; `storage_…`.
  package static func open(_ configuration: AppConfiguration) async throws(Failure) -> RegistryView {
    let directory = DataDirectory(configuration.dataDirectory)
    let storage = try await SQLRegistry.openSQLite(path: directory.registry, mode: .readOnly, now: SystemTime().now())
    return RegistryView(storage: storage, objects: DirectoryObjectFiles(root: directory.objects))
  }
}
