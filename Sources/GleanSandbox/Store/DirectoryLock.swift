import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to be the one server of a data directory.
///
/// The kernel gives it up with the process, so that a killed server never leaves a stale lock behind.
final class DirectoryLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// - Throws: ``GleanSandboxError/directoryInUse(path:)`` when another server holds it.
  init(directory: String) throws(GleanSandboxError) {
    let path = directory + "/sandbox.lock"
    let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw .directoryUnusable(path: directory, reason: "cannot open \(path): \(String(cString: strerror(errno)))")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(file)
      guard code == EWOULDBLOCK else {
        throw .directoryUnusable(path: directory, reason: "cannot lock \(path): \(String(cString: strerror(code)))")
      }
      throw .directoryInUse(path: directory)
    }
    descriptor = Mutex(file)
  }

  /// Gives the right up. Again does nothing.
  func release() {
    descriptor.withLock { file in
      if let file {
        // A child between fork and exec still holds the file open, so closing alone would not give it up.
        _ = flock(file, LOCK_UN)
        close(file)
      }
      file = nil
    }
  }

  deinit {
    release()
  }
}
