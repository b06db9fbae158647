package import DataOpsCore
internal import DataOpsObjectFiles
internal import Foundation

/// The one directory in which all state lives, and who may write to it.
package struct DataDirectory: Sendable {
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  package var registry: String { path + "/registry.sqlite" }
  package var objects: String { path + "/objects" }
  package var sandbox: String { path + "/glean-sandbox" }
  var keyFile: String { path + "/credentials.key" }
  /// The key before, until no row needs it any more.
  var previousKeyFile: String { path + "/credentials.key.previous" }
  var certificateKeyFile: String { path + "/certificates.key" }
  var sandboxTokens: String { path + "/glean-sandbox.tokens" }
  var lockFile: String { path + "/lock" }

  /// Makes the directory and its parents, readable by this user only.
  ///
  /// - Throws: `storage_…`, naming the path.
  package func create() throws(Failure) {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw Failure(.storageFailed, "\(path) is a file, not a directory", remedy: "Choose another one with --data DIR.")
    }
    for folder in [path, objects] {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw Failure(
          .storageReadOnly, "the data directory \(path) cannot be made or written",
          remedy: "Check its permissions, or choose another one with --data DIR or DATAOPS_DATA.")
      }
    }
  }
}
