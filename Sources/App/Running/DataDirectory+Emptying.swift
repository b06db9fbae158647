package import DataOpsCore
internal import DataOpsObjectFiles
internal import Foundation

extension DataDirectory {
  /// Removes everything in the directory but the lock and the files named in `kept`, while no other process has it.
  ///
  /// - Parameter command: what to tell another process that finds the directory in use meanwhile.
  /// - Throws: `data_directory_in_use`, `storage_…`.
  package func removeContents(keeping kept: Set<String>, command: String) throws(Failure) {
    try create()
    let lock = try ExclusiveLock(path: lockFile, command: command)
    defer { lock.release() }
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: path)
      where !kept.contains(name) && path + "/" + name != lockFile {
        try FileManager.default.removeItem(atPath: path + "/" + name)
      }
    } catch {
      throw Failure(
        .storageReadOnly, "the contents of \(path) cannot be removed", remedy: "Check the permissions of its files.")
    }
  }
}
