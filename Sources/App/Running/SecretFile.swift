internal import DataOpsCore
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#endif

/// A small file of secret bytes, made once with this user's rights only.
enum SecretFile {
  /// The file's bytes; where there is none it is made with `count` random ones.
  ///
  /// Made under a name of its own and linked into place, so that a crash leaves either nothing or all of it, and of several
  /// processes that make it at once the first one's is everybody's.
  static func bytes(at path: String, count: Int) throws(Failure) -> [UInt8] {
    if let known = try existing(at: path, count: count) { return known }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let temporary = "\(path).\(String(generator.next() as UInt64, radix: 36))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isDurable = written == count && fsync(descriptor) == 0
    close(descriptor)
    defer { unlink(temporary) }
    guard isDurable else { throw failure(path) }
    if link(temporary, path) == 0 {
      try synchronizeFolder(of: path)
      return bytes
    }
    guard errno == EEXIST, let others = try existing(at: path, count: count) else { throw failure(path) }
    return others
  }

  /// What is sealed with the key must not outlive the file's name.
  private static func synchronizeFolder(of path: String) throws(Failure) {
    let descriptor = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  private static func existing(at path: String, count: Int) throws(Failure) -> [UInt8]? {
    guard let known = FileManager.default.contents(atPath: path) else { return nil }
    guard known.count == count else {
      throw Failure(
        .configurationInvalid, "the key file \(path) has \(known.count) bytes; it needs \(count)",
        remedy: "Restore it from a backup.")
    }
    return [UInt8](known)
  }

  private static func failure(_ path: String) -> Failure {
    switch errno {
    case ENOSPC, EDQUOT: Failure(.storageFull, "there is no room to write \(path)", remedy: "Free some space.")
    case EROFS, EACCES, EPERM:
      Failure(.storageReadOnly, "\(path) cannot be written", remedy: "Check the directory's permissions.")
    default: Failure(.storageFailed, "\(path) cannot be written (error \(errno))")
    }
  }
}
