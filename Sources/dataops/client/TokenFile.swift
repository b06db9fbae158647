import DataOpsCore
import DataOpsLifecycle
import Foundation

/// Reads a credential from a file, so that it stands neither on the command line nor in the shell's history.
enum TokenFile {
  private static let maximumBytes = CredentialValue.maximumBytes

  /// - Throws: `invalid_request` for a file that cannot be read or holds something else than one token.
  static func token(at path: String) throws(Failure) -> Secret<String> {
    let token = try text(of: path).trimmingCharacters(in: .whitespacesAndNewlines)
    let isToken = !token.isEmpty && token.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
    guard isToken else {
      throw Failure(
        .invalidRequest, "the file '\(path)' does not hold one token",
        remedy: "Put the token into it, and nothing else.")
    }
    return Secret(token)
  }

  /// All of a file but one line end behind it: a password, a key file.
  ///
  /// - Throws: `invalid_request` for a file that cannot be read, is too long or is no text.
  static func secret(at path: String) throws(Failure) -> Secret<String> {
    let text = try text(of: path)
    return Secret(text.last?.isNewline == true ? String(text.dropLast()) : text)
  }

  private static func text(of path: String) throws(Failure) -> String {
    guard let handle = FileHandle(forReadingAtPath: CommandContext.absolute(path)),
      let data = try? handle.read(upToCount: maximumBytes + 1)
    else {
      throw Failure(.invalidRequest, "the file '\(path)' cannot be read", remedy: "Check the path and its permissions.")
    }
    guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
      throw Failure(
        .invalidRequest, "the file '\(path)' is longer than \(maximumBytes) bytes, or is no text",
        remedy: "Check that it is the right file.")
    }
    return text
  }
}
