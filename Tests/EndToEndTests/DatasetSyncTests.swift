import Foundation
import Testing

/// `dataops dataset sync` with a library that changes.
@Suite struct DatasetSyncTests {
  private static let name = "quillmere-clinic-sandbox-jira"

  /// A copy of one shipped template in a library of its own.
  private func library(_ program: Program) throws -> String {
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Templates/healthcare/clinical_workflows/jira_issues.json")
    let folder = try program.makeDirectory("library/healthcare/clinical_workflows")
    try FileManager.default.copyItem(atPath: shipped.path, toPath: folder + "/jira_issues.json")
    return program.path("library")
  }

  /// Adds a sentence to the first of the hand-made records, and counts the version up.
  private func edit(_ root: String) throws {
    let file = URL(fileURLWithPath: root + "/healthcare/clinical_workflows/jira_issues.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    let records = try #require(text.range(of: "\"records\""))
    let place = try #require(
      text.range(of: "\"description\": \"", range: records.upperBound..<text.endIndex))
    try text.replacingCharacters(in: place, with: "\"description\": \"Seen by two wards. ")
      .replacing("\"version\": \"1.0.0\"", with: "\"version\": \"1.1.0\"")
      .write(to: file, atomically: true, encoding: .utf8)
  }

  private func ready(_ program: Program, _ root: String) async throws {
    try await program.addClient()
    let made = try await program.run(
      "dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "40",
      "--templates", root)
    try #require(made.exitCode == 0, "\(made)")
  }

  @Test func `tells what differs, sends it, and finds nothing more to do`() async throws {
    let program = try Program()
    let root = try library(program)
    try await ready(program, root)
    let same = try await program.run("dataset", "sync", Self.name, "--templates", root)
    #expect(same.exitCode == 0, "\(same)")
    #expect(same.output.contains("Up to date"), "\(same)")

    try edit(root)
    let plan = try await program.run("dataset", "sync", Self.name, "--dry-run", "--templates", root)
    #expect(plan.output.contains("1.0.0 → 1.1.0"), "\(plan)")
    #expect(plan.output.contains("0 new, 1 changed, 0 gone, 39 unchanged"), "\(plan)")
    let sent = try await program.run("dataset", "sync", Self.name, "--templates", root, "--reason", "two wards")
    #expect(sent.exitCode == 0, "\(sent)")
    #expect(sent.error.contains("0 new, 1 changed, 0 gone of 40 documents"), "\(sent)")
    #expect(sent.output.contains("READY"), "\(sent)")
    let history = try await program.run("dataset", "history", Self.name)
    #expect(history.output.contains("update"), "\(history)")
  }

  @Test func `answers a program in one JSON document, whether there is something to do or not`() async throws {
    let program = try Program()
    let root = try library(program)
    try await ready(program, root)
    for mode in ["nothing", "changes"] {
      let plan = try await program.run(
        "dataset", "sync", Self.name, "--dry-run", "--templates", root, "--output", "json")
      let document = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any]
      #expect(document?["mode"] as? String == mode, "\(plan)")
      try edit(root)
    }
  }

  @Test func `goes on after an interruption where it stopped`() async throws {
    let program = try Program()
    let root = try library(program)
    try await ready(program, root)
    try edit(root)
    let interrupted = try await program.run(
      ["dataset", "sync", Self.name, "--templates", root], until: "write_snapshot"
    ) { running in running.interrupt() }
    #expect([0, 75].contains(interrupted.exitCode), "\(interrupted)")
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    let shown = try await program.run("dataset", "show", Self.name)
    #expect(shown.output.contains("READY"), "\(shown)")
  }

  @Test func `refuses a dataset that is not READY`() async throws {
    let program = try Program()
    let root = try library(program)
    try await ready(program, root)
    _ = try await program.run("dataset", "teardown", Self.name)
    let refused = try await program.run("dataset", "sync", Self.name, "--templates", root)
    #expect(refused.exitCode == 65, "\(refused)")
    #expect(refused.error.contains("only READY ones are synchronised"), "\(refused)")
  }
}
