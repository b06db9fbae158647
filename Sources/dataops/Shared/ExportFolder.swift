import DataOpsCore
import DataOpsLifecycle
import Foundation

/// A folder that files are exported to: all of them or none.
struct ExportFolder {
  let path: String
  /// Whether files of the same names may be replaced; others are left alone.
  let replaces: Bool

  /// - Throws: `already_exists` for a folder that holds something, `storage_…`.
  func write(_ files: [ContractFile]) throws(Failure) {
    let isEmpty = try isEmptyOrMissing()
    guard isEmpty || replaces else {
      throw Failure(
        .alreadyExists, "the folder \(path) is not empty",
        remedy: "Name another one with --to DIR, or replace what was exported before with --force.")
    }
    let unfinished = path + ".unfinished-\(getpid())"
    do {
      defer { try? FileManager.default.removeItem(atPath: unfinished) }
      try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: true)
      for file in files { try Self.write(file, into: unfinished) }
      if isEmpty {
        try Self.move(unfinished, to: path)
      } else {
        for file in files { try Self.move("\(unfinished)/\(file.path)", to: "\(path)/\(file.path)") }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(wrapping: error)
    }
  }

  private func isEmptyOrMissing() throws(Failure) -> Bool {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return true }
    guard isDirectory.boolValue, let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw Failure(.alreadyExists, "\(path) is not a folder that can be read", remedy: "Name a folder with --to DIR.")
    }
    return names.isEmpty
  }

  private static func write(_ file: ContractFile, into folder: String) throws {
    let path = "\(folder)/\(file.path)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    do { try Data(file.bytes).write(to: URL(fileURLWithPath: path)) } catch {
      throw Failure(
        .storageFailed, "\(file.path) cannot be written below \(folder)", remedy: "Check space and permissions.")
    }
    if file.isExecutable {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }

  /// Takes the place of a file, or of an empty folder.
  private static func move(_ source: String, to target: String) throws {
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    guard rename(source, target) == 0 else {
      throw Failure(
        .storageFailed, "\(target) cannot be put in its place: \(String(cString: strerror(errno)))",
        remedy: "Check the folder's permissions.")
    }
  }
}
