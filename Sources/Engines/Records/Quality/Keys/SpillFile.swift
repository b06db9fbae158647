#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// A temporary file without a name; its space is free again when the last one lets go of it.
///
/// Ranges are written once and never again, so readers need no lock.
final class SpillFile: Sendable {
  let folder: String
  private let descriptor: Int32
  private let end = Mutex(0)

  init(in folder: String) throws(SpillError) {
    var path = Array("\(folder)/dataops-keys-XXXXXX".utf8CString)
    let descriptor = path.withUnsafeMutableBufferPointer { path in
      path.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else { throw SpillError(kind: .notCreated, folder: folder, code: errno) }
    path.withUnsafeBufferPointer { path in
      if let path = path.baseAddress { _ = unlink(path) }
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.folder = folder
    self.descriptor = descriptor
  }

  /// The file that is there, or a new one.
  static func made(unless file: inout SpillFile?, in folder: String) throws(SpillError) -> SpillFile {
    if let file { return file }
    let new = try SpillFile(in: folder)
    file = new
    return new
  }

  /// Takes over an open file.
  init(descriptor: Int32, folder: String) {
    self.descriptor = descriptor
    self.folder = folder
  }

  deinit { close(descriptor) }

  /// Sets so many bytes aside; the place where they begin.
  func reserve(_ count: Int) -> Int {
    end.withLock { end in
      defer { end += count }
      return end
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SpillError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if written > 0 {
        done += written
      } else if written == 0 || errno != EINTR {
        let code = written == 0 ? ENOSPC : errno
        let isFull = code == ENOSPC || code == EDQUOT || code == EFBIG
        throw SpillError(kind: isFull ? .diskFull : .notWritten, folder: folder, code: code)
      }
    }
  }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(SpillError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw SpillError(kind: .notRead, folder: folder, code: count == 0 ? 0 : errno)
      }
    }
  }

  static func text(of code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}
