package import DataOpsCore
internal import DataOpsObjectFiles
internal import DataOpsSQLStorage
internal import Foundation

extension RegistryAdministration {
  /// Copies what an installation holds into a folder that can be used as a data directory, while others work: the registry
  /// file first, then the embedded sandbox server's, then the objects, then keys and settings.
  ///
  /// Complete or not at all. The registry is copied as of one instant and read through. Of a PostgreSQL registry there is no
  /// copy: its server's own tools make it, before this is called.
  ///
  /// - Parameter folder: does not exist yet, or is empty.
  /// - Throws: `already_exists` where there is something in the folder; `not_found` where there is no registry;
  ///   `audit_chain_broken`; `storage_…`.
  package func backup(to folder: String) async throws(Failure) -> RegistryBackup {
    let target = try BackupFolder(folder)
    do {
      var registry: RegistryBackup.File?
      if configuration.registry == nil {
        let copy = try await RegistryCopy(of: directory.registry, at: target.contents.registry)
        registry = RegistryBackup.File(
          schema: copy.schema, auditEntries: copy.auditEntries, lastAuditHash: copy.lastAuditHash)
        try copySandbox(to: target)
      }
      let store = DirectoryObjectFiles(root: configuration.objectsRoot ?? directory.objects)
      let objects = try await store.copyAll(to: try target.makeFolder(target.contents.objects))
      var files: [String] = []
      for (file, copy) in smallFiles(to: target.contents) where try target.copy(file, to: copy) {
        files.append(URL(fileURLWithPath: file).lastPathComponent)
      }
      try target.finish()
      return RegistryBackup(
        folder: folder, registry: registry, objects: objects.files, objectBytes: objects.bytes, files: files)
    } catch {
      target.discard()
      throw error
    }
  }

  private func copySandbox(to target: BackupFolder) throws(Failure) {
    let name = "/sandbox.sqlite"
    guard FileManager.default.fileExists(atPath: directory.sandbox + name) else { return }
    let folder = try target.makeFolder(target.contents.sandbox)
    try SQLiteCopy(of: directory.sandbox + name, at: folder + name).check()
  }

  private func smallFiles(to copy: DataDirectory) -> KeyValuePairs<String, String> {
    [
      directory.keyFile: copy.keyFile, directory.previousKeyFile: copy.previousKeyFile,
      directory.certificateKeyFile: copy.certificateKeyFile,
      directory.sandboxTokens: copy.sandboxTokens, directory.settingsFile: copy.settingsFile,
    ]
  }
}

extension DataDirectory {
  fileprivate var settingsFile: String { path + "/config.json" }
}

/// What a backup holds.
package struct RegistryBackup: Encodable, Hashable, Sendable {
  package let folder: String
  /// Nil where the registry is a PostgreSQL database.
  package let registry: File?
  package let objects: Int
  package let objectBytes: Int64
  /// The names of keys and settings.
  package let files: [String]

  /// The copy of the registry file, every page of it read and every link of its audit chain checked.
  package struct File: Encodable, Hashable, Sendable {
    package let schema: Int
    package let auditEntries: Int
    /// With the count it proves that nobody has shortened the trail since.
    package let lastAuditHash: String
  }
}
