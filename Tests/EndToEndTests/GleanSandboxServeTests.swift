import Foundation
import Testing

/// The sandbox server as a program of its own, driven with curl as its page shows.
@Suite(.timeLimit(.minutes(3))) struct GleanSandboxServeTests {
  @Test func `does what the quick start shows`() async throws {
    let program = try Program()
    let blocks = Self.shellBlocks(of: try Self.section("Quick start"))
    try #require(blocks.count == 2)
    #expect(blocks[0].hasPrefix("export DATAOPS_SANDBOX_INDEXING_TOKEN=one DATAOPS_SANDBOX_CLIENT_TOKEN=two\n"))
    try await serve(program, "--indexing-delay", "900") { url in
      let script = "set -e\n" + blocks[1].replacingOccurrences(of: "http://127.0.0.1:8090", with: url)
      let outcome = try await program.runShell(script)
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(outcome.output.contains(#""title":"How to print""#), "\(outcome)")
    }
  }

  @Test func `injects the faults of a file, and tells how many`() async throws {
    let program = try Program()
    let script = program.path("faults.json")
    try
      #"{"rules": [{"name": "busy", "path": "*/rotatetoken", "nth": 2, "fault": "tooManyRequests", "retryAfter": 9}]}"#
      .write(toFile: script, atomically: true, encoding: .utf8)
    try await serve(program, "--faults", script) { url in
      let call = "curl --silent --output /dev/null --write-out '%{http_code} ' -X POST -H 'Authorization: Bearer one'"
      let outcome = try await program.runShell(
        (0..<3).map { _ in "\(call) \(url)/api/index/v1/rotatetoken\n" }.joined()
          + "curl --silent \(url)/__sandbox/faults")
      #expect(outcome.output.hasPrefix("200 429 200 "), "\(outcome)")
      #expect(outcome.output.contains(#""matched":3,"injected":1"#), "\(outcome)")
    }
  }

  @Test func `imitates the delays of the service when it is asked to`() async throws {
    let program = try Program()
    try await serve(program, "--realistic") { url in
      let outcome = try await program.runShell("curl --silent \(url)/__sandbox/health")
      #expect(outcome.output.contains(#""indexingDelaySeconds":900"#), "\(outcome)")
      #expect(outcome.output.contains(#""enforcesRateLimits":true"#), "\(outcome)")
    }
  }

  @Test(
    arguments: [
      (#"{"rules": [{"fault": "fire"}]}"#, "rules[0]: fault: unknown value fire"), ("{", "is not JSON"),
    ])
  func `says what is wrong with a script`(text: String, reason: String) async throws {
    let program = try Program()
    let script = program.path("faults.json")
    try text.write(toFile: script, atomically: true, encoding: .utf8)
    let outcome = try await program.run(arguments(program, ["--faults", script]))
    #expect(outcome.exitCode == 64, "\(outcome)")
    #expect(outcome.error.contains(reason), "\(outcome)")
  }

  @Test(
    arguments: [
      ["--faults", "/nowhere/faults.json"], ["--realistic", "--rate-limits"], ["--uploaded-count-age", "10801"],
    ])
  func `refuses settings that cannot be`(settings: [String]) async throws {
    let program = try Program()
    let outcome = try await program.run(arguments(program, settings))
    #expect(outcome.exitCode == 64, "\(outcome)")
    #expect(outcome.error.contains("error: ") || outcome.error.contains("Error: "), "\(outcome)")
  }

  private func arguments(_ program: Program, _ more: [String]) -> [String] {
    [
      "glean-sandbox", "serve", "--data", program.path("glean"), "--indexing-token", "one", "--client-token", "two",
    ] + more
  }

  private func serve(
    _ program: Program, _ settings: String..., then body: @Sendable @escaping (String) async throws -> Void
  ) async throws {
    let served = try await program.run(arguments(program, settings), until: "\n") { running in
      defer { running.interrupt() }
      let line = running.seen.trimmingCharacters(in: .newlines)
      try #require(line.hasPrefix("glean-sandbox listening on http://"))
      try await body(String(line.dropFirst("glean-sandbox listening on ".count)))
    }
    #expect(served.exitCode == 0, "\(served)")
  }

  /// A section of the server's page.
  private static func section(_ title: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("Documentation/glean-sandbox.md"), encoding: .utf8)
    return try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("\(title)\n") })
  }

  private static func shellBlocks(of text: String) -> [String] {
    text.components(separatedBy: "```sh\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
  }
}
