import Foundation
import Subprocess
import SystemPackage

/// The virtual environments with the official clients: those that `DATAOPS_PYTHON_CLIENTS` names, or ones made once
/// under the system's temporary directory.
struct OfficialClients: Sendable {
  private let directory: String

  static var shared: OfficialClients {
    get async throws { try await making.value }
  }

  private static let making = Task {
    if let given = ProcessInfo.processInfo.environment["DATAOPS_PYTHON_CLIENTS"], !given.isEmpty {
      return OfficialClients(directory: given)
    }
    let made = FileManager.default.temporaryDirectory.appendingPathComponent("dataops-python-clients").path
    let script = folder.appendingPathComponent("make-environments.sh").path
    _ = try await output(of: script, [made], limit: .seconds(400))
    return OfficialClients(directory: made)
  }

  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Official")
  }

  /// What a program prints that is given as text.
  func run(program text: String, in environment: String, for client: SandboxClient) async throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("glean-sandbox-\(UUID().uuidString).py")
      .path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await run(path, [], in: environment, for: client)
  }

  /// What a script prints that runs in one of the environments against the server of `client`.
  func run(
    _ script: String, _ arguments: [String], in environment: String, for client: SandboxClient
  ) async throws -> String {
    try await Self.output(
      of: "\(directory)/\(environment)/bin/python",
      [script.hasPrefix("/") ? script : Self.folder.appendingPathComponent(script).path] + arguments,
      environment: [
        "GLEAN_SANDBOX_INDEXING_TOKEN": "the indexing token", "GLEAN_SANDBOX_CLIENT_TOKEN": "the client token",
        "GLEAN_SERVER_URL": client.baseURL, "GLEAN_INDEXING_API_TOKEN": "the indexing token",
        "PYTHONDONTWRITEBYTECODE": "1",
      ], limit: .seconds(300))
  }

  /// Runs a program and returns what it printed.
  ///
  /// - Throws: when it fails, with what it printed, and when it takes longer than `limit`; it is stopped then.
  private static func output(
    of program: String, _ arguments: [String], environment: [Environment.Key: String] = [:], limit: Duration
  ) async throws -> String {
    try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        let result = try await Subprocess.run(
          .path(FilePath(program)), arguments: Arguments(arguments),
          environment: .inherit.updating(environment),
          output: .string(limit: 1 << 20), error: .combinedWithOutput)
        guard result.terminationStatus.isSuccess else { throw Unexpected(text: result.standardOutput) }
        return result.standardOutput
      }
      group.addTask {
        try await Task.sleep(for: limit)
        throw Unexpected(text: "\(program) took longer than \(limit)")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? ""
    }
  }
}
