package import DataOpsCore
import SystemPackage
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps a data directory to one process, from its making until ``release()``, its end or that of the process.
///
/// The lock is the kernel's (`flock`), so a killed process leaves none behind; the file stays where it is and says who
/// has it. It does not work across the machines of a network file system.
package final class ExclusiveLock: Sendable {
  private let descriptor: Mutex<FileDescriptor?>

  /// Takes the lock on the file at `path`, making it where there is none.
  ///
  /// - Parameter command: what this process is about, for whoever is refused: `dataops serve`.
  /// - Throws: `data_directory_in_use`, naming process and command; `storage_read_only`, `storage_full`, `storage_failed`.
  package init(path: String, command: String) throws(Failure) {
    let file: FileDescriptor
    do {
      file = try FileError.descriptor { open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600) }
    } catch {
      throw Self.failure(error, path)
    }
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      let code = Errno(rawValue: errno)
      let holder = LockHolder(reading: file)
      try? file.close()
      throw code == .wouldBlock ? holder.refusal(path) : Self.failure(.system(code), path)
    }
    do {
      try LockHolder(process: getpid(), command: command).write(to: file)
    } catch {
      try? file.close()
      throw Self.failure(error, path)
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  /// Gives the lock back; succeeds if that has been done before.
  package func release() {
    descriptor.withLock { descriptor in
      guard let file = descriptor.take() else { return }
      // The kernel gives the lock back even where these fail.
      _ = ftruncate(file.rawValue, 0)
      // A child between fork and exec still holds the file open, so closing alone would not give it up.
      _ = flock(file.rawValue, LOCK_UN)
      try? file.close()
    }
  }

  private static func failure(_ error: FileError, _ path: String) -> Failure {
    switch error {
    case .system(.noSuchFileOrDirectory):
      Failure(
        .storageFailed, "the data directory of the lock \(path) does not exist", remedy: "Make it first.",
        retryable: false)
    case .system(.noSpace), .system(.diskQuotaExceeded):
      Failure(.storageFull, "the disk of the data directory is full", remedy: "Free some space and try again.")
    case .system(.readOnlyFileSystem), .system(.permissionDenied), .system(.notPermitted):
      Failure(
        .storageReadOnly, "the data directory cannot be locked: \(path) cannot be written to",
        remedy: "Make the data directory and the files in it writable for this user.")
    default:
      Failure(
        .storageFailed, "the data directory cannot be locked: \(path) is not a file that can be",
        remedy: "Check the path of the data directory.", retryable: false)
    }
  }
}
