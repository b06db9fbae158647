import Foundation
import Testing

@Suite struct TemplateTests {
  /// A copy of one shipped template in a library of its own.
  private func library(_ program: Program, _ change: (String) -> String = { $0 }) async throws -> String {
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Templates/healthcare/clinical_workflows/jira_issues.json")
    let folder = try program.makeDirectory("library/healthcare/clinical_workflows")
    let text = change(try String(contentsOf: shipped, encoding: .utf8))
    try text.write(toFile: folder + "/jira_issues.json", atomically: true, encoding: .utf8)
    return program.path("library")
  }

  private static let request = ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues"]

  @Test func `refuses a malformed template, naming the place`() async throws {
    let program = try Program()
    try await program.addClient()
    let root = try await library(program) { String($0.prefix(400)) }
    let outcome = try await program.run(Self.request + ["--templates", root])
    #expect(outcome.exitCode == 65, "\(outcome)")
    #expect(
      outcome.error.contains("healthcare/clinical_workflows/jira_issues.json#: error: malformed JSON at line"),
      "\(outcome)")
    #expect(outcome.error.contains("template lint"), "\(outcome)")
    #expect(try await program.datasetNames().isEmpty)
  }

  @Test func `refuses a template that is a link out of the library`() async throws {
    let program = try Program()
    try await program.addClient()
    let root = try await library(program)
    let file = root + "/healthcare/clinical_workflows/jira_issues.json"
    let outside = program.path("outside.json")
    try FileManager.default.moveItem(atPath: file, toPath: outside)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: outside)
    let outcome = try await program.run(Self.request + ["--templates", root])
    #expect(outcome.exitCode == 77, "\(outcome)")
    #expect(outcome.error.contains("link that leaves the library"), "\(outcome)")
    #expect(try await program.datasetNames().isEmpty)
  }

  @Test func `refuses a library that is not there`() async throws {
    let program = try Program()
    let outcome = try await program.run("template", "list", "--templates", program.path("nowhere"))
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.error.contains("nowhere"), "\(outcome)")
  }

  @Test func `does not pass a library without a template`() async throws {
    let program = try Program()
    let root = try program.makeDirectory("empty")
    let outcome = try await program.run("template", "lint", "--templates", root)
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.contains("the library \(root) has no template"), "\(outcome)")
  }

  @Test(.timeLimit(.minutes(1))) func `refuses a pipe instead of waiting for what comes through it`() async throws {
    let program = try Program()
    let pipe = program.path("pipe.json")
    try #require(mkfifo(pipe, 0o600) == 0)
    let outcome = try await program.run("template", "lint", "--file", pipe)
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.error.contains("'\(pipe)' is not a file"), "\(outcome)")
  }

  @Test func `finds nothing wrong with the library that ships`() async throws {
    let outcome = try await Program().run("template", "lint")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.contains("42 checked, 0 refused"), "\(outcome)")
  }

  @Test func `prints every finding with file, pointer, problem and remedy`() async throws {
    let program = try Program()
    let root = try await library(program) {
      $0.replacing("\"version\": \"1.0.0\"", with: "\"version\": 1").replacing(
        "\"type\": \"boolean\"", with: "\"type\": \"bool\"")
    }
    let outcome = try await program.run(
      "template", "lint", "--file", root + "/healthcare/clinical_workflows/jira_issues.json")
    #expect(outcome.exitCode == 65, "\(outcome)")
    #expect(outcome.output.contains("jira_issues.json#/metadata/version: "), "\(outcome)")
    #expect(outcome.error.contains("1 of 1 template cannot be used"), "\(outcome)")
  }

  @Test func `compiles a template to a JSON Schema`() async throws {
    let outcome = try await Program().run("template", "compile", "healthcare/clinical_workflows/jira_issues")
    #expect(outcome.exitCode == 0, "\(outcome)")
    let schema = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect((schema?["required"] as? [String])?.contains("summary") == true)
  }
}
