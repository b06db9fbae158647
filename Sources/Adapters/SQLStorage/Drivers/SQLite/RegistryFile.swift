import DataOpsCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of an SQLite registry, before SQLite sees it.
struct RegistryFile {
  let path: String

  /// Makes an empty file that only this user may read, unless there is one; SQLite gives its log the same permissions.
  ///
  /// - Throws: `storage_full`, `storage_read_only`, `storage_failed`.
  func create() throws(Failure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    close(descriptor)
  }

  /// - Throws: `not_found` where there is no file.
  func requireExistence() throws(Failure) {
    guard access(path, F_OK) == 0 else {
      throw Failure(
        .notFound, "there is no registry at \(path)",
        remedy: "Check the path of the data directory; a command that changes something makes a new registry.")
    }
  }

  private func failure(_ code: CInt) -> Failure {
    switch code {
    case ENOSPC, EDQUOT: SQLError.full.failure()
    case EROFS, EACCES, EPERM: SQLError.readOnly.failure()
    case ENOENT:
      Failure(
        .storageFailed, "the directory of the registry \(path) does not exist", remedy: "Make it first.",
        retryable: false)
    case EISDIR:
      Failure(
        .storageFailed, "\(path) is a directory, not a registry's file",
        remedy: "Check the path of the data directory.",
        retryable: false)
    default: SQLError.cannotOpen.failure()
    }
  }
}
