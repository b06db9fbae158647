internal import DataOpsCore
internal import DataOpsObjectFiles
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A folder that becomes a backup when all is in it: until then it has another name.
struct BackupFolder {
  let contents: DataDirectory
  private let folder: String
  private let lock: ExclusiveLock

  private var partial: String { contents.path }

  /// - Throws: `already_exists` where there is something in the way; `data_directory_in_use` where another process writes the
  ///   same backup; `storage_…`.
  init(_ folder: String) throws(Failure) {
    self.folder = folder
    contents = DataDirectory(folder + ".partial")
    guard try Self.names(in: folder).isEmpty else {
      throw Failure(
        .alreadyExists, "there is something in \(folder) already", remedy: "Name a folder that does not exist yet.")
    }
    // What is left of a backup that was killed has its lock in it; anything else is not ours to remove.
    let leftovers = try Self.names(in: contents.path)
    guard leftovers.isEmpty || leftovers.contains("lock") else {
      throw Failure(
        .alreadyExists, "there is something in \(contents.path) that is no part of a backup",
        remedy: "Move it away; the backup is written there until it is complete.")
    }
    try Self.make(contents.path)
    lock = try ExclusiveLock(path: contents.lockFile, command: "dataops registry backup")
    do {
      for name in leftovers where name != "lock" {
        try FileManager.default.removeItem(atPath: contents.path + "/" + name)
      }
    } catch { throw Self.unwritable(contents.path) }
  }

  func makeFolder(_ path: String) throws(Failure) -> String {
    try Self.make(path)
    return path
  }

  /// - Returns: whether there was such a file.
  func copy(_ file: String, to copy: String) throws(Failure) -> Bool {
    guard FileManager.default.fileExists(atPath: file) else { return false }
    guard let data = FileManager.default.contents(atPath: file),
      FileManager.default.createFile(atPath: copy, contents: data, attributes: [.posixPermissions: 0o600])
    else {
      throw Failure(
        .storageFailed, "\(file) cannot be copied to \(copy)", remedy: "Check permissions, and the room on the disk.")
    }
    try Self.synchronize(copy)
    return true
  }

  /// Gives the folder its name, durably.
  func finish() throws(Failure) {
    unlink(contents.lockFile)
    lock.release()
    try Self.synchronize(partial)
    guard rename(partial, folder) == 0 else { throw Self.unwritable(folder) }
    try Self.synchronize(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
  }

  func discard() {
    lock.release()
    try? FileManager.default.removeItem(atPath: partial)
  }

  /// What is in a folder; nothing where there is none.
  private static func names(in folder: String) throws(Failure) -> [String] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory) else { return [] }
    guard isDirectory.boolValue, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw Failure(.alreadyExists, "\(folder) is no folder that can be used", remedy: "Name another one.")
    }
    return names
  }

  private static func make(_ folder: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw unwritable(folder) }
  }

  private static func unwritable(_ folder: String) -> Failure {
    Failure(
      .storageReadOnly, "the folder \(folder) cannot be made or written", remedy: "Check the path and its permissions.")
  }

  private static func synchronize(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure(.storageFailed, "\(path) cannot be written durably") }
  }
}
