import DataOpsCore
import DataOpsLifecycle
import Foundation

/// Reads a credential from a file, so that it stands neither on the command line nor in the shell's history.
enum TokenFile {
  private static let maximumBytes = 16 << 10

  /// - Throws: `invalid_request` for a file that cannot be read or holds something else than one token.
  static func token(at path: String) throws(Failure) -> Secret<String> {
    guard let handle = FileHandle(forReadingAtPath: CommandContext.absolute(path)),
      let data = try? handle.read(upToCount: maximumBytes + 1)
    else {
      throw Failure(
        .invalidRequest, "the token file '\(path)' cannot be read", remedy: "Check the path and its permissions.")
    }
    let token = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let isToken =
      !token.isEmpty && data.count <= maximumBytes
      && token.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
    guard isToken else {
      throw Failure(
        .invalidRequest, "the file '\(path)' does not hold one token",
        remedy: "Put the token into it, and nothing else.")
    }
    return Secret(token)
  }
}
