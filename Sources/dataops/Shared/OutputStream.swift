import DataOpsCore
import Foundation

/// Standard output, standard error or a file, and what can be shown there.
struct OutputStream: Sendable {
  private let descriptor: Int32
  let isTerminal: Bool
  let hasColour: Bool

  static func standardOutput(environment: [String: String]) -> OutputStream {
    OutputStream(descriptor: STDOUT_FILENO, environment: environment)
  }

  static func standardError(environment: [String: String]) -> OutputStream {
    OutputStream(descriptor: STDERR_FILENO, environment: environment)
  }

  /// A file that is made, or emptied; open until the program ends.
  static func file(_ path: String) throws(Failure) -> OutputStream {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.storageFailed, "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
    }
    return OutputStream(descriptor: descriptor, environment: [:])
  }

  private init(descriptor: Int32, environment: [String: String]) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    hasColour = isTerminal && !refused && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal; nil where it is none, or does not say.
  var width: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The other end is closed: nobody reads what is written.
  struct Closed: Error {}

  /// Writes all of `text`.
  ///
  /// - Throws: `storage_full` or `storage_failed`.
  func write(_ text: String) throws(Failure) {
    do { try Array(text.utf8).withUnsafeBytes(write) } catch let failure as Failure { throw failure } catch {
      throw Failure(.storageFailed, "the result cannot be written")
    }
  }

  /// Writes all bytes.
  ///
  /// - Throws: ``Closed``; `storage_full` or `storage_failed`.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw Closed()
      case ENOSPC:
        throw Failure(.storageFull, "the result cannot be written: the disk is full", remedy: "Free some space.")
      default: throw Failure(.storageFailed, "the result cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// For an output that another process has set not to block.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
