import Foundation
import Testing

/// Requests that cannot be: each is told clearly, by the documented exit code, and leaves nothing behind.
@Suite struct RequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let arguments: [String]
    let exitCode: Int32
    /// What the message must name.
    let says: [String]

    var testDescription: String { what }

    static func provision(_ what: String, _ arguments: [String], exit: Int32, says: String...) -> Case {
      let standard = ["--client", "Quillmere Clinic", "--type", "jira_issues"]
      // An option that is given twice counts the last time.
      return Case(what: what, arguments: ["dataset", "provision"] + standard + arguments, exitCode: exit, says: says)
    }
  }

  @Test(arguments: [
    Case.provision("an unknown type", ["--type", "wiki"], exit: 64, says: "wiki", "confluence_pages", "--type"),
    .provision("an unknown stage", ["--stage", "live"], exit: 64, says: "live", "sandbox", "--stage"),
    .provision("a stage without templates", ["--stage", "pilot"], exit: 64, says: "pilot", "--stage sandbox"),
    .provision("no records", ["--count", "0"], exit: 64, says: "0 records", "1 to 100000000"),
    .provision("fewer than no records", ["--count", "-5"], exit: 64, says: "-5 records"),
    .provision("too many records", ["--count", "999999999999"], exit: 64, says: "999999999999"),
    .provision("a count that is no number", ["--count", "many"], exit: 64, says: "many", "--count"),
    .provision("a count beyond numbers", ["--count", "99999999999999999999999"], exit: 64, says: "--count"),
    .provision("an unknown client", ["--client", "Nobody"], exit: 66, says: "Nobody", "client add"),
    .provision(
      "an unknown template", ["--template", "fintech/nothing/jira_issues"], exit: 66, says: "fintech/nothing",
      "template list"),
    .provision(
      "a template of another type", ["--template", "fintech/fraud_operations/slack_messages"], exit: 64,
      says: "slack_messages", "jira_issues"),
    .provision("an unknown use case", ["--use-case", "gardening"], exit: 66, says: "gardening", "clinical_workflows"),
    .provision(
      "a path that leaves the library", ["--template", "../../etc/passwd"], exit: 77,
      says: "leaves the template library"),
    .provision("an absolute path", ["--template", "/etc/passwd"], exit: 77, says: "leaves the template library"),
    .provision("a name with a hidden character", ["--name", "a\u{202E}b"], exit: 64, says: "name", "invisible"),
    .provision(
      "a name that is too long", ["--name", String(repeating: "a", count: 81)], exit: 64, says: "81 characters"),
    .provision("a negative seed", ["--seed", "-1"], exit: 64, says: "'-1'", "--seed"),
    .provision("a label without a value", ["--label", "team"], exit: 64, says: "team", "--label"),
    Case(
      what: "a client without a letter", arguments: ["client", "add", "!!!", "--industry", "retail"], exitCode: 64,
      says: ["letter"]),
    Case(
      what: "a client twice", arguments: ["client", "add", "QUILLMERE clinic", "--industry", "retail"], exitCode: 65,
      says: ["Quillmere".lowercased()]),
    Case(
      what: "a Glean without tokens",
      arguments: ["client", "add", "New", "--industry", "retail", "--glean-url", "https://x.example"], exitCode: 64,
      says: ["token"]),
    Case(
      what: "an address that is none",
      arguments: ["client", "add", "New", "--industry", "retail", "--glean-url", "ftp://x.example"], exitCode: 64,
      says: ["ftp", "https"]),
    Case(
      what: "an address that shows tokens to the network",
      arguments: ["client", "add", "New", "--industry", "retail", "--glean-url", "http://x.example"], exitCode: 64,
      says: ["plain http"]),
    Case(
      what: "an unknown dataset", arguments: ["dataset", "show", "nothing"], exitCode: 66,
      says: ["nothing", "dataset list"]),
    Case(
      what: "an unknown operation", arguments: ["operation", "show", "00000000-0000-7000-8000-000000000000"],
      exitCode: 66, says: ["operation list"]),
    Case(
      what: "a grace that is no time", arguments: ["dataset", "teardown", "x", "--grace", "soon"], exitCode: 64,
      says: ["soon", "--grace"]),
    Case(
      what: "a negative grace", arguments: ["dataset", "teardown", "x", "--grace", "-1"], exitCode: 64,
      says: ["'-1'", "--grace"]),
    Case(
      what: "a negative limit", arguments: ["dataset", "list", "--limit", "-1"], exitCode: 64,
      says: ["--limit must be at least 1"]),
  ])
  func `refuses`(_ refused: Case) async throws {
    let program = try Program()
    try await program.addClient()
    let outcome = try await program.run(refused.arguments)
    #expect(outcome.exitCode == refused.exitCode, "\(outcome)")
    #expect(outcome.error.lowercased().hasPrefix("error: "), "\(outcome)")
    for words in refused.says {
      #expect(outcome.error.lowercased().contains(words.lowercased()), "does not say \(words): \(outcome)")
    }
    #expect(outcome.output.isEmpty)
    #expect(try await program.datasetNames().isEmpty)
  }

  @Test func `tells a refusal to a program as one JSON object`() async throws {
    struct Report: Decodable {
      struct Content: Decodable {
        let code: String
        let message: String
        let remedy: String?
        let retryable: Bool
      }
      let error: Content
    }
    let program = try Program()
    for (arguments, code) in [
      (["dataset", "provision", "--client", "X", "--type", "jira_issues", "--output", "json"], "not_found"),
      (["dataset", "provision", "--client", "X", "--type", "wiki", "--output", "json"], "invalid_request"),
    ] {
      let outcome = try await program.run(arguments)
      let report = try JSONDecoder().decode(Report.self, from: Data(outcome.error.utf8))
      #expect(report.error.code == code)
      #expect(!report.error.message.isEmpty)
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `shows control characters instead of obeying them`() async throws {
    let outcome = try await Program().run(
      "dataset", "provision", "--client", "\u{1B}[31mred\u{7}", "--type", "jira_issues")
    #expect(outcome.exitCode == 66)
    #expect(!outcome.error.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" }, "\(outcome)")
    #expect(outcome.error.contains("\\u{1B}[31mred"))
  }
}
