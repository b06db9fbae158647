import Foundation
import Testing

/// Whole ways of datasets, with the embedded sandbox server.
@Suite struct DatasetLifecycleTests {
  struct Detail: Decodable {
    struct Dataset: Decodable {
      let id: String
      let name: String
      let status: String
      let recordCount: Int?
    }
    struct Check: Decodable {
      let type: String
      let passed: Bool
    }
    let dataset: Dataset
    let checks: [Check]

    static func decode(_ text: String) throws -> Detail {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Detail.self, from: Data(text.utf8))
    }
  }

  private func provision(_ program: Program, _ more: String...) async throws -> Program.Outcome {
    try await program.run(
      ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "40"] + more)
  }

  @Test func `provisions, shows, archives, restores and tells the history`() async throws {
    let program = try Program()
    try await program.addClient()
    let made = try await provision(program, "--output", "json")
    try #require(made.exitCode == 0, "\(made)")
    let detail = try Detail.decode(made.output)
    #expect(detail.dataset.status == "ready")
    #expect(detail.dataset.recordCount == 40)
    #expect(Set(detail.checks.filter(\.passed).map(\.type)).count == 4)

    let shown = try await program.run("dataset", "show", detail.dataset.name)
    for words in ["READY", "sample_query_success", "gate open", "final_verification", "5 min"] {
      #expect(shown.output.contains(words), "does not show \(words): \(shown)")
    }

    let removed = try await program.run("dataset", "teardown", detail.dataset.name, "--grace", "1h")
    #expect(removed.exitCode == 0, "\(removed)")
    #expect(removed.output.contains("ARCHIVED"), "\(removed)")
    let verified = try await program.run("archive", "verify", detail.dataset.id)
    #expect(verified.exitCode == 0, "\(verified)")
    #expect(verified.output.contains("40 records"), "\(verified)")

    let restored = try await program.run("dataset", "restore", detail.dataset.id, "--output", "json")
    #expect(restored.exitCode == 0, "\(restored)")
    #expect(try Detail.decode(restored.output).dataset.status == "ready")

    let history = try await program.run("dataset", "history", detail.dataset.id)
    for words in ["dataset_created", "DatasetProvisionCompleted", "dataset_archived", "teardown"] {
      #expect(history.output.contains(words), "does not tell \(words): \(history)")
    }
  }

  @Test func `empties search when the grace is over`() async throws {
    let program = try Program()
    try await program.addClient()
    let made = try await provision(program, "--output", "json")
    let detail = try Detail.decode(made.output)
    let removed = try await program.run("dataset", "teardown", detail.dataset.id, "--grace", "0")
    #expect(removed.exitCode == 0, "\(removed)")
    let shown = try await program.run("dataset", "show", detail.dataset.id)
    #expect(shown.output.contains("cleaned up"), "\(shown)")
    let nothing = try await program.run("operation", "resume")
    #expect(nothing.exitCode == 0, "\(nothing)")
    #expect(nothing.error.contains("Nothing is under way"), "\(nothing)")
  }

  @Test func `goes on after an interruption where it stopped`() async throws {
    var program = try Program()
    // The sample queries wait for indexing, so that there is time to interrupt.
    program.environment["DATAOPS_SANDBOX_INDEXING_DELAY"] = "1h"
    try await program.addClient()
    let interrupted = try await program.run(
      ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "github_repos", "--count", "5"],
      until: "create_connector"
    ) { running in running.interrupt() }
    #expect(interrupted.exitCode == 75, "\(interrupted)")
    #expect(interrupted.output.contains("operation resume"), "\(interrupted)")
    // What was accepted before keeps its hour; a fresh start of the same operation does not wait for it.
    program.environment["DATAOPS_SANDBOX_INDEXING_DELAY"] = "0"
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    #expect(resumed.output.contains("succeeded"), "\(resumed)")
  }

  @Test func `proves an export of the audit trail without any registry`() async throws {
    let program = try Program()
    try await program.addClient()
    _ = try await provision(program)
    let export = try await program.run("audit", "list", "--output", "jsonl")
    let file = program.path("audit.jsonl")
    try export.output.write(toFile: file, atomically: true, encoding: .utf8)
    let elsewhere = try Program()
    let whole = try await elsewhere.run("audit", "verify", "--file", file)
    #expect(whole.exitCode == 0, "\(whole)")
    #expect(whole.output.contains("the chain is unbroken"), "\(whole)")

    var lines = export.output.split(separator: "\n")
    lines.remove(at: 2)
    try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let shortened = try await elsewhere.run("audit", "verify", "--file", file)
    #expect(shortened.exitCode == 1, "\(shortened)")
    #expect(shortened.error.contains("event 4 where event 3 belongs"), "\(shortened)")

    try export.output.replacing("person", with: "agent ").write(toFile: file, atomically: true, encoding: .utf8)
    let changed = try await elsewhere.run("audit", "verify", "--file", file)
    #expect(changed.exitCode == 1, "\(changed)")
  }

  @Test func `does not call the gate open where the checks could not run again`() async throws {
    let program = try Program()
    try await program.addClient()
    let made = try await provision(program, "--output", "json")
    let id = try Detail.decode(made.output).dataset.id
    _ = try damageChunk(program)
    let validated = try await program.run("dataset", "validate", id)
    #expect(validated.exitCode == 1, "\(validated)")
    let shown = try await program.run("dataset", "show", id)
    for output in [validated.output, shown.output] {
      #expect(output.contains("FAILED"), "\(output)")
      #expect(output.contains("gate closed"), "\(output)")
      #expect(!output.contains("gate open"), "\(output)")
    }
    let list = try await program.run("dataset", "list")
    #expect(!list.output.contains("healthy"), "\(list)")
    #expect(!list.output.contains("100.00"), "\(list)")
  }

  /// Flips a byte in the middle of a chunk, and gives the chunk's path under the snapshots.
  private func damageChunk(_ program: Program) throws -> String {
    let folder = program.data + "/objects/snapshots"
    let chunk = try #require(
      FileManager.default.subpaths(atPath: folder)?.first { $0.hasSuffix(".ndjson.zst") }, "there is no chunk")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(chunk)"))
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(chunk)")
    try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(chunk)"))
    return chunk
  }

  @Test func `names the chunk of an archive in which a byte has flipped`() async throws {
    let program = try Program()
    try await program.addClient()
    let made = try await provision(program, "--output", "json")
    let id = try Detail.decode(made.output).dataset.id
    _ = try await program.run("dataset", "teardown", id, "--grace", "0")
    let chunk = try damageChunk(program)
    let outcome = try await program.run("archive", "verify", "--all")
    #expect(outcome.exitCode == 1, "\(outcome)")
    let hash = try #require(chunk.split(separator: "/").last?.split(separator: ".").first)
    #expect(outcome.error.contains(hash), "\(outcome)")
  }
}
