internal import DataOpsCore
internal import DataOpsDurable
internal import DataOpsLifecycle
internal import Foundation
internal import Subprocess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The command of a key management service: called with `wrap` or `unwrap` behind its arguments, it gets bytes in Base64 on its
/// standard input, and gives bytes in Base64 on its standard output. No shell is between.
struct KMSCommand: Sendable {
  let program: String
  let arguments: [String]
  /// How long one call may take; then the command is killed.
  let limit: Duration
  let time: any TimeSource

  private static let maximumBytes = 64 << 10

  /// - Throws: `key_unavailable` where it does not run, end well or answer in time; `configuration_invalid` for an answer that
  ///   is not Base64.
  func run(_ verb: String, _ input: Secret<[UInt8]>) async throws(Failure) -> Secret<[UInt8]> {
    let (program, arguments) = (program, arguments + [verb])
    let standardInput = try Self.pipe(holding: Data(input.reveal()).base64EncodedString() + "\n")
    let (status, output, error): (TerminationStatus, String, String)
    do {
      (status, output, error) = try await time.limit(limit) {
        let result = try await Subprocess.run(
          .path(FilePath(program)), arguments: Arguments(arguments),
          input: .fileDescriptor(standardInput, closeAfterSpawningProcess: true),
          output: .string(limit: Self.maximumBytes), error: .string(limit: Self.maximumBytes))
        return (result.terminationStatus, result.standardOutput, result.standardError)
      } orThrow: {
        Failure(.keyUnavailable, "the key command \(program) \(verb) has not answered in time")
      }
    } catch let failure as Failure {
      throw failure
    } catch is CancellationError {
      throw Failure(wrapping: CancellationError())
    } catch {
      throw Failure(
        .keyUnavailable, "the key command \(program) cannot be run, or says too much",
        remedy: "Check setting credentials.key, and that the program may be executed.")
    }
    guard case .exited(0) = status else {
      throw Failure(
        .keyUnavailable, "the key command \(program) \(verb) failed (\(status)): \(Self.excerpt(of: error))",
        remedy: "Run it by hand as this user to see what it says.")
    }
    let answer = output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = Data(base64Encoded: answer), !bytes.isEmpty else {
      throw Failure(
        .configurationInvalid, "the key command \(program) \(verb) did not answer in Base64",
        remedy: "It should write the bytes in Base64 to its standard output, and nothing else.")
    }
    return Secret([UInt8](bytes))
  }

  /// The reading end of a pipe that has all of `text` in it. A command that does not read it ends as it likes: nobody waits to
  /// write, or writes to nobody.
  private static func pipe(holding text: String) throws(Failure) -> FileDescriptor {
    // A pipe holds 16 KiB at least (macOS; 64 KiB on Linux) without a reader.
    guard text.utf8.count <= 16 << 10 else {
      throw Failure(.configurationInvalid, "a wrapped data key is longer than a key service gives them")
    }
    do {
      let ends = try FileDescriptor.pipe()
      do {
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        try ends.writeEnd.writeAll(text.utf8)
        try ends.writeEnd.close()
        return ends.readEnd
      } catch {
        try? ends.readEnd.close()
        throw error
      }
    } catch {
      throw Failure(.storageFailed, "no pipe to the key command can be made")
    }
  }

  /// The beginning of what the command said, without anything that could be a key.
  static func excerpt(of error: String) -> String {
    let line = error.split(whereSeparator: \.isNewline).first ?? "it says nothing"
    let words = line.prefix(500).split(separator: " ").map { word in
      word.utf8.count > 20
        ? "…" : word.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? word : "…"
    }
    return String(words.joined(separator: " ").prefix(120))
  }
}
