import Foundation
import GleanSandbox
import Subprocess
import SystemPackage
import Testing

/// Runs the official Python clients against the server: what they accept is the wire format.
@Suite(.serialized, .timeLimit(.minutes(10))) struct OfficialClientTests {
  @Test(arguments: ["api-0.13", "api-0.17"])
  func `passes with the official API client`(environment: String) async throws {
    let python = try await OfficialEnvironments.python(environment)
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      let output = try await run(python, script: "official_clients.py", [client.baseURL], client)
      #expect(output.contains("all steps passed"), "\(output)")
    }
  }

  @Test func `passes with a connector of the official indexing SDK`() async throws {
    let python = try await OfficialEnvironments.python("api-0.13")
    try await withSandbox { client in
      let output = try await run(python, script: "official_connector.py", [], client)
      #expect(output.contains("all steps passed"), "\(output)")
    }
  }

  private func run(
    _ python: String, script: String, _ arguments: [String], _ client: SandboxClient
  ) async throws -> String {
    let result = try await Subprocess.run(
      .path(FilePath(python)),
      arguments: Arguments([OfficialEnvironments.folder + "/" + script] + arguments),
      environment: .inherit.updating([
        "GLEAN_SANDBOX_INDEXING_TOKEN": "the indexing token", "GLEAN_SANDBOX_CLIENT_TOKEN": "the client token",
        "GLEAN_SERVER_URL": client.baseURL, "GLEAN_INDEXING_API_TOKEN": "the indexing token",
        "PYTHONDONTWRITEBYTECODE": "1",
      ]),
      output: .string(limit: 1 << 20), error: .combinedWithOutput)
    return result.standardOutput
  }
}

/// The virtual environments with the official clients: those of `make test`, or ones made once under the system's
/// temporary directory.
enum OfficialEnvironments {
  static var folder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Official").path
  }

  private static let directory = Task {
    if let given = ProcessInfo.processInfo.environment["DATAOPS_PYTHON_CLIENTS"], !given.isEmpty { return given }
    let made = FileManager.default.temporaryDirectory.appendingPathComponent("dataops-python-clients").path
    let result = try await Subprocess.run(
      .path(FilePath(folder + "/make-environments.sh")), arguments: [made],
      output: .string(limit: 1 << 20), error: .combinedWithOutput)
    guard result.terminationStatus.isSuccess else { throw Unexpected(text: result.standardOutput) }
    return made
  }

  static func python(_ environment: String) async throws -> String {
    try await directory.value + "/\(environment)/bin/python"
  }
}
