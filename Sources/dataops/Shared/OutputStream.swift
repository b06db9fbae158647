import DataOpsCore
import Foundation

/// Standard output or standard error, and what can be shown there.
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

  /// Writes all of `text`.
  ///
  /// - Throws: `storage_full` or `storage_failed`.
  func write(_ text: String) throws(Failure) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno == ENOSPC {
        throw Failure(.storageFull, "the result cannot be written: the disk is full", remedy: "Free some space.")
      } else if errno != EINTR, errno != EAGAIN {
        throw Failure(.storageFailed, "the result cannot be written to standard output")
      }
    }
  }
}
