import Foundation
import Testing
import Yams

/// `template export` and `dataset export`: the same checks in the pipelines of others.
@Suite struct ExportTests {
  private static let template = "healthcare/clinical_workflows/jira_issues"
  private static let files = [
    "README.md", "bad-records.expected.json", "bad-records.ndjson", "check.sh", "datacontract.odcs.yaml",
    "records.ndjson", "references", "rules.json", "schema.json", "test-specification.md",
  ]

  private struct Expectation: Decodable {
    let record: Int
    let keywordLocation: String
    let instanceLocation: String
    let error: String
  }

  private struct Verdict: Decodable {
    struct Failure: Decodable, Equatable {
      let instanceLocation: String
      let keywordLocation: String
      let error: String
    }
    let record: Int
    let valid: Bool
    let errors: [Failure]?
  }

  private func export(_ program: Program, _ more: String...) async throws -> String {
    let folder = program.path("contract")
    let outcome = try await program.run(["template", "export", Self.template, "--to", folder] + more)
    try #require(outcome.exitCode == 0, "\(outcome)")
    return folder
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func data(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  private func verdicts(_ program: Program, _ folder: String, of file: String) async throws -> [Verdict] {
    let outcome = try await program.run(
      "records", "validate", "--schema", "\(folder)/schema.json", "--assert-formats", "--output", "verdicts",
      "\(folder)/\(file)")
    return try outcome.output.split(separator: "\n").map { try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)) }
  }

  @Test func `writes everything, and the same bytes each time`() async throws {
    let program = try Program()
    let folder = try await export(program)
    #expect(try names(folder) == Self.files)
    let again = program.path("again")
    let outcome = try await program.run("template", "export", Self.template, "--to", again)
    #expect(outcome.exitCode == 0, "\(outcome)")
    for file in Self.files where file != "references" {
      #expect(try data("\(folder)/\(file)") == data("\(again)/\(file)"), "\(file)")
    }
  }

  @Test func `exports good records that its schema takes`() async throws {
    let program = try Program()
    let folder = try await export(program, "--count", "250")
    let verdicts = try await verdicts(program, folder, of: "records.ndjson")
    #expect(verdicts.count == 250)
    #expect(verdicts.filter { !$0.valid }.isEmpty)
  }

  @Test func `exports bad records that its schema refuses, each for the reason that is named`() async throws {
    let program = try Program()
    let folder = try await export(program)
    let expected = try JSONDecoder().decode([Expectation].self, from: data("\(folder)/bad-records.expected.json"))
    let verdicts = try await verdicts(program, folder, of: "bad-records.ndjson")
    #expect(expected.count > 50)
    #expect(verdicts.count == expected.count)
    for (verdict, expectation) in zip(verdicts, expected) {
      #expect(verdict.record == expectation.record)
      #expect(
        verdict.errors == [
          Verdict.Failure(
            instanceLocation: expectation.instanceLocation, keywordLocation: expectation.keywordLocation,
            error: expectation.error)
        ])
    }
    let keywords = Set(expected.map { $0.keywordLocation.split(separator: "/").last.map(String.init) ?? "" })
    #expect(
      keywords.isSuperset(of: ["required", "type", "enum", "pattern", "format", "minLength", "maxLength", "minimum"]))
  }

  @Test func `exports a data contract that a YAML reader understands`() async throws {
    let program = try Program()
    let folder = try await export(program, "--format", "odcs")
    #expect(try names(folder) == ["datacontract.odcs.yaml"])
    let text = String(decoding: try data("\(folder)/datacontract.odcs.yaml"), as: UTF8.self)
    let contract = try #require(try Yams.load(yaml: text) as? [String: Any])
    #expect(contract["apiVersion"] as? String == "v3.1.0")
    #expect(contract["kind"] as? String == "DataContract")
    #expect(contract["version"] as? String == "1.0.0", "a version is a text, not a number")
    let objects = try #require(contract["schema"] as? [[String: Any]])
    let properties = try #require(objects.first?["properties"] as? [[String: Any]])
    let key = try #require(properties.first { $0["name"] as? String == "id" })
    #expect(key["primaryKey"] as? Bool == true)
    #expect(key["unique"] as? Bool == true)
    let options = try #require(key["logicalTypeOptions"] as? [String: Any])
    #expect(options["pattern"] as? String == "^[A-Z][A-Z0-9]{1,9}-[0-9]+$")
    let reporter = try #require(properties.first { $0["name"] as? String == "reporter_id" })
    let relationship = try #require((reporter["relationships"] as? [[String: Any]])?.first)
    #expect(relationship["to"] as? String == "people.id")
    #expect(reporter["classification"] as? String == "confidential")
  }

  @Test func `keeps texts that look like something else in YAML`() async throws {
    let program = try Program()
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Templates/\(Self.template).json")
    var template = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: shipped)) as? [String: Any])
    let texts = [
      "yes", "Null", "1.0", "0x1F", "1_000", "2026-01-02", "- a", "a: b", "a #b", "#a", "'a'", "\"a\"", "a\\b", "*a",
      "&a",
      "!a", "%a", "@a", "`a", "{a}", "[a]", "a,", "|", ">", "?", "~", " a", "a ", "tab\there", "line\nbreak",
      "\u{2028}",
      "\u{85}", "\u{7F}", "é", "日本", "😀", "=", "<<", ".inf", ".5", "12e3", "on", "---", "...", "a:", ":a",
    ]
    var metadata = try #require(template["metadata"] as? [String: Any])
    metadata["tags"] = texts
    template["metadata"] = metadata
    let file = program.path("draft.json")
    try JSONSerialization.data(withJSONObject: template).write(to: URL(fileURLWithPath: file))
    let folder = program.path("contract")
    let outcome = try await program.run("template", "export", "--file", file, "--to", folder, "--format", "odcs")
    try #require(outcome.exitCode == 0, "\(outcome)")
    let text = String(decoding: try data("\(folder)/datacontract.odcs.yaml"), as: UTF8.self)
    let contract = try #require(try Yams.load(yaml: text) as? [String: Any])
    let tags = try #require(contract["tags"] as? [Any])
    #expect(tags.map { $0 as? String } == texts)
  }

  @Test func `does not write into a folder that holds something`() async throws {
    let program = try Program()
    let folder = try program.makeDirectory("taken")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))
    let refused = try await program.run("template", "export", Self.template, "--to", folder)
    #expect(refused.exitCode == 65, "\(refused)")
    #expect(refused.error.contains("is not empty") && refused.error.contains("--force"), "\(refused)")
    #expect(try names(folder) == ["notes.txt"])

    let forced = try await program.run("template", "export", Self.template, "--to", folder, "--force")
    #expect(forced.exitCode == 0, "\(forced)")
    #expect(try names(folder) == (Self.files + ["notes.txt"]).sorted())
    #expect(try data("\(folder)/notes.txt") == Data("mine".utf8))
  }

  @Test func `leaves nothing behind where there is no such template`() async throws {
    let program = try Program()
    let folder = program.path("contract")
    let outcome = try await program.run("template", "export", "healthcare/no/such", "--to", folder)
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test(arguments: ["0", "-1", "100001", "many"]) func `refuses a count that cannot be`(count: String) async throws {
    let program = try Program()
    let folder = program.path("contract")
    let outcome = try await program.run("template", "export", Self.template, "--to", folder, "--count=\(count)")
    #expect(outcome.exitCode == 64, "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func `exports a dataset by the template that it pins`() async throws {
    let program = try Program()
    try await program.addClient()
    let provisioned = try await program.run(
      "dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "60", "--name",
      "issues")
    try #require(provisioned.exitCode == 0, "\(provisioned)")
    let folder = program.path("contract")
    let outcome = try await program.run("dataset", "export", "issues", "--to", folder, "--count", "20")
    try #require(outcome.exitCode == 0, "\(outcome)")
    let text = String(decoding: try data("\(folder)/datacontract.odcs.yaml"), as: UTF8.self)
    let contract = try #require(try Yams.load(yaml: text) as? [String: Any])
    #expect(contract["tenant"] as? String == "quillmere-clinic")
    #expect(contract["status"] as? String == "active", "it is READY")
    let verdicts = try await verdicts(program, folder, of: "records.ndjson")
    #expect(verdicts.count == 20)
    #expect(verdicts.filter { !$0.valid }.isEmpty)
    let records = String(decoding: try data("\(folder)/records.ndjson"), as: UTF8.self)
    #expect(records.contains("@quillmere-clinic.example"), "they are of the dataset's own world")
  }
}
