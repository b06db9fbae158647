import Foundation
import HTTPTypes
import Testing

/// A client's own Glean that does not do what it should.
@Suite struct GleanTroubleTests {
  /// A client whose Glean is at `url`, and a program that does not try for long.
  private func program(glean url: String, timeout: String = "30s") async throws -> Program {
    var program = try Program()
    program.environment["DATAOPS_GLEAN_ATTEMPTS"] = "1"
    program.environment["DATAOPS_STEPS_ATTEMPTS"] = "1"
    program.environment["DATAOPS_GLEAN_TIMEOUT"] = timeout
    for name in ["indexing", "client"] {
      try "token-of-\(name)\n".write(
        toFile: program.path("\(name).token"), atomically: true, encoding: .utf8)
    }
    let added = try await program.run(
      "client", "add", "Quillmere Clinic", "--industry", "healthcare", "--glean-url", url,
      "--indexing-token-file", program.path("indexing.token"),
      "--client-token-file", program.path("client.token"))
    try #require(added.exitCode == 0, "\(added)")
    return program
  }

  private func provision(_ program: Program) async throws -> Program.Outcome {
    try await program.run(
      "dataset", "provision", "--client", "Quillmere Clinic", "--type", "github_repos", "--count", "5")
  }

  /// The dataset is kept as FAILED with the step and the remedy, so that it can be retried.
  private func expectFailed(_ program: Program, at step: String) async throws {
    let shown = try await program.run("dataset", "show", "quillmere-clinic-sandbox-github")
    #expect(shown.output.contains("FAILED"), "\(shown)")
    #expect(shown.output.contains(step), "\(shown)")
    for token in ["token-of-indexing", "token-of-client"] { #expect(!shown.output.contains(token)) }
  }

  @Test func `keeps tokens out of every file and table`() async throws {
    let program = try await program(glean: "http://127.0.0.1:1")
    _ = try await provision(program)
    let files = try #require(FileManager.default.subpaths(atPath: program.data))
    #expect(files.contains("registry.sqlite"))
    for file in files {
      guard let bytes = FileManager.default.contents(atPath: program.data + "/" + file) else { continue }
      #expect(bytes.range(of: Data("token-of-".utf8)) == nil, "\(file) holds a token")
    }
    for command in ["client list", "audit list", "config"] {
      let outcome = try await program.run(command.split(separator: " ").map(String.init) + ["--output", "json"])
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(!outcome.output.contains("token-of-"), "\(outcome)")
    }
  }

  @Test func `says that nobody answers`() async throws {
    // Port 1 is reserved and nothing listens there.
    let program = try await program(glean: "http://127.0.0.1:1")
    let outcome = try await provision(program)
    #expect(outcome.exitCode == 69, "\(outcome)")
    #expect(outcome.error.contains("127.0.0.1:1") || outcome.error.lowercased().contains("connect"), "\(outcome)")
    try await expectFailed(program, at: "create_connector")
  }

  @Test func `says that the token is refused`() async throws {
    let sandbox = try Program()
    let served = try await sandbox.run(
      [
        "glean-sandbox", "serve", "--data", sandbox.path("glean"), "--indexing-token", "another-one",
        "--client-token", "and-another",
      ], until: "\n"
    ) { running in
      defer { running.interrupt() }
      let line = running.seen.trimmingCharacters(in: .newlines)
      #expect(line.hasPrefix("glean-sandbox listening on http://127.0.0.1:"))
      let program = try await program(glean: String(line.dropFirst("glean-sandbox listening on ".count)))
      let outcome = try await provision(program)
      #expect(outcome.exitCode == 77, "\(outcome)")
      #expect(outcome.error.lowercased().contains("token"), "\(outcome)")
      try await expectFailed(program, at: "create_connector")
    }
    #expect(served.exitCode == 0, "\(served)")
  }

  @Test(arguments: [(429, Int32(75)), (500, 69), (401, 77), (400, 65)])
  func `gives each answer of Glean its exit code`(status: Int, exitCode: Int32) async throws {
    try await UniformServer.run(status: HTTPResponse.Status(code: status)) { url in
      let program = try await program(glean: url)
      let outcome = try await provision(program)
      #expect(outcome.exitCode == exitCode, "\(outcome)")
      #expect(outcome.error.contains("error: "), "\(outcome)")
      try await expectFailed(program, at: "create_connector")
    }
  }

  @Test func `gives up on a Glean that does not answer in time`() async throws {
    try await UniformServer.run(status: nil) { url in
      let program = try await program(glean: url, timeout: "500ms")
      let outcome = try await provision(program)
      #expect(outcome.exitCode == 69, "\(outcome)")
      try await expectFailed(program, at: "create_connector")
    }
  }
}
