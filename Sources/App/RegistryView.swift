package import DataOpsCore
package import DataOpsLifecycle
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage
internal import Foundation

/// The registry and object store for looking only; works beside a process that writes.
package struct RegistryView: Sendable {
  package let storage: any Storage
  package let objects: any ObjectFiles
  /// Whose signature certificates have; nil where this data directory has signed none.
  package let signer: CertificateSigner?

  /// Whether there is a registry, as far as can be told without opening it.
  package static func mayExist(_ configuration: AppConfiguration) -> Bool {
    configuration.registry != nil
      || FileManager.default.fileExists(atPath: DataDirectory(configuration.dataDirectory).registry)
  }

  /// - Throws: `not_found` where the directory holds no registry yet; `storage_…`.
  package static func open(_ configuration: AppConfiguration) async throws(Failure) -> RegistryView {
    let directory = DataDirectory(configuration.dataDirectory)
    let objects = DirectoryObjectFiles(root: configuration.objectsRoot ?? directory.objects)
    let storage: any Storage
    if let registry = configuration.registry {
      storage = try await SQLRegistry.openPostgres(registry, options: configuration.postgres("dataops"))
    } else {
      storage = try await SQLRegistry.openSQLite(path: directory.registry, mode: .readOnly, now: SystemTime().now())
    }
    let key = FileManager.default.contents(atPath: directory.certificateKeyFile)
    return RegistryView(
      storage: storage, objects: objects,
      signer: try key.map { bytes throws(Failure) in try CertificateSigner(keyBytes: [UInt8](bytes)) })
  }
}
