import Foundation
import Testing

@Suite struct RecordsValidateTests {
  private static let schema = """
    {"type":"object","required":["id"],"properties":{"id":{"type":"integer"},"mail":{"type":"string","format":"email"}}}
    """

  /// A schema and records as files.
  private func files(_ program: Program, records: String, schema: String = schema) throws -> [String] {
    let folder = try program.makeDirectory("records")
    try schema.write(toFile: folder + "/schema.json", atomically: true, encoding: .utf8)
    try records.write(toFile: folder + "/records", atomically: true, encoding: .utf8)
    return ["records", "validate", "--schema", folder + "/schema.json", folder + "/records"]
  }

  @Test func `writes a verdict for every record, in order`() async throws {
    let program = try Program()
    let command = try files(program, records: "{\"id\":1}\n{\"id\":\"x\"}\n\n{\"id\":2,\"mail\":}\n")
    let outcome = try await program.run(command + ["--output", "verdicts"])
    #expect(outcome.exitCode == 1, "\(outcome)")
    #expect(
      outcome.output == """
        {"record":0,"valid":true}
        {"record":1,"valid":false,"errors":[{"instanceLocation":"/id","keywordLocation":"/properties/id/type","error":"id must be an integer, but is a string"}]}
        {"record":2,"valid":false,"error":"line 4, column 16: a value must start here, not a brace"}

        """)
    #expect(outcome.error.isEmpty, "\(outcome)")
  }

  @Test func `writes one object with the counts as its summary`() async throws {
    let program = try Program()
    let records = "[{\"id\":1},{\"id\":2},\n{\"id\":null}]"
    let outcome = try await program.run(files(program, records: records))
    #expect(outcome.exitCode == 1, "\(outcome)")
    let prefix = #"{"records":3,"valid":2,"invalid":1,"malformed":0,"bytes":\#(records.utf8.count),"seconds":"#
    #expect(outcome.output.hasPrefix(prefix) && outcome.output.hasSuffix("}\n"), "\(outcome)")
    let summary = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(summary?.count == 6)
  }

  @Test func `exits with 0 when all records are valid, and writes no failures`() async throws {
    let program = try Program()
    let command = try files(program, records: "{\n  \"id\": 1\n}\n{\n  \"id\": 2\n}\n")
    let outcome = try await program.run(command + ["--output", "failures"])
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.isEmpty && outcome.error.isEmpty, "\(outcome)")
  }

  @Test func `asserts formats only if asked to`() async throws {
    let program = try Program()
    let command = try files(program, records: #"{"id":1,"mail":"nobody"}"#)
    #expect(try await program.run(command).exitCode == 0)
    #expect(try await program.run(command + ["--assert-formats"]).exitCode == 1)
  }

  @Test func `finds other schemas in the folders that are named, and nowhere else`() async throws {
    let program = try Program()
    let schema = #"{"$ref":"https://acme.example/schemas/id.json"}"#
    let command = try files(program, records: "1\n\"x\"\n", schema: schema)
    let refused = try await program.run(command)
    #expect(refused.exitCode == 2, "\(refused)")
    #expect(refused.error.contains("https://acme.example/schemas/id.json"), "\(refused)")
    #expect(refused.error.contains("--map URI=DIR"), "\(refused)")
    let folder = try program.makeDirectory("schemas")
    try #"{"type":"integer"}"#.write(toFile: folder + "/id.json", atomically: true, encoding: .utf8)
    let outcome = try await program.run(
      command + ["--map", "https://acme.example/schemas/=\(folder)", "--output", "failures"])
    #expect(outcome.exitCode == 1, "\(outcome)")
    #expect(outcome.output.contains(#""keywordLocation":"/$ref/type""#), "\(outcome)")
  }

  @Test func `understands a schema without version as the draft that is named`() async throws {
    let program = try Program()
    let schema = #"{"properties":{"id":{"minimum":1,"exclusiveMinimum":true}}}"#
    let command = try files(program, records: "{\"id\":1}\n", schema: schema)
    let refused = try await program.run(command)
    #expect(refused.exitCode == 2, "\(refused)")
    #expect(refused.error.contains("/properties/id/exclusiveMinimum"), "\(refused)")
    let outcome = try await program.run(command + ["--draft", "4"])
    #expect(outcome.exitCode == 1, "\(outcome)")
  }

  @Test(arguments: [
    (["--schema", "nowhere.json"], "'nowhere.json' cannot be opened: No such file or directory"),
    (["--draft", "5"], "'5' is invalid for '--draft"),
    (["--output", "table"], "'table' is invalid for '--output"),
    (["--jobs", "-1"], "--jobs"),
    (["--format", "csv"], "'csv' is invalid for '--format"),
    (["--unknown"], "Unknown option '--unknown'"),
    (["--map", "nothing"], "--map"),
    (["--map", "https://acme.example/=/nowhere/at/all"], "the folder '/nowhere/at/all' of --map does not exist"),
    (["--report", "/nowhere/at/all/report.html"], "the folder '/nowhere/at/all' does not exist"),
    (["--format", "array"], "line 1, column 1: the array of the records must begin here"),
  ])
  func `exits with 2 and says why where options or input cannot be used`(more: [String], why: String) async throws {
    let program = try Program()
    let outcome = try await program.run(files(program, records: "{\"id\":1}\n") + more)
    #expect(outcome.exitCode == 2, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.hasPrefix("error: "), "\(outcome)")
    #expect(outcome.error.contains(why), "\(outcome)")
  }

  @Test func `exits with 2 where the records are not there`() async throws {
    let program = try Program()
    let command = try files(program, records: "").dropLast()
    let outcome = try await program.run(command + [program.path("nowhere.ndjson")])
    #expect(outcome.exitCode == 2, "\(outcome)")
    #expect(outcome.error.contains("nowhere.ndjson' cannot be opened"), "\(outcome)")
  }

  @Test func `tells what was judged before the place where the input breaks off`() async throws {
    let program = try Program()
    let command = try files(program, records: "[{\"id\":1},\n{\"id\":\"x\"},")
    let outcome = try await program.run(command + ["--output", "failures"])
    #expect(outcome.exitCode == 2, "\(outcome)")
    #expect(outcome.output.hasPrefix(#"{"record":1,"valid":false"#), "\(outcome)")
    #expect(
      outcome.error.contains("line 2, column 12: the input ends before the array of records does"), "\(outcome)")
  }

  @Test func `says what in a schema is probably not meant`() async throws {
    let program = try Program()
    let outcome = try await program.run(files(program, records: "{}", schema: #"{"propertes":{}}"#))
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.error.contains("warning: "), "\(outcome)")
    #expect(outcome.error.contains(#"did you mean "properties"?"#), "\(outcome)")
  }

  @Test func `finds the faults that were made on purpose, with any number of jobs, and no data directory`() async throws
  {
    let program = try Program()
    let folder = try program.makeDirectory("generated")
    let template = "healthcare/clinical_workflows/jira_issues"
    let made = try await program.run(
      "records", "generate", "--template", template, "--count", "3000", "--faults", "0.1", "--faults-log",
      folder + "/faults", "--to", folder + "/records")
    #expect(made.exitCode == 0, "\(made)")
    let schema = try await program.run("template", "compile", template)
    try schema.output.write(toFile: folder + "/schema.json", atomically: true, encoding: .utf8)
    struct Fault: Decodable {
      let record: Int
      let fault: String
    }
    struct Verdict: Decodable {
      let record: Int
    }
    let faults = try String(contentsOfFile: folder + "/faults", encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Fault.self, from: Data($0.utf8)) }
    var outputs: [String] = []
    for jobs in ["1", "2", "0"] {
      let outcome = try await program.run(
        "records", "validate", "--schema", folder + "/schema.json", "--assert-formats", "--jobs", jobs, "--output",
        "failures", folder + "/records")
      #expect(outcome.exitCode == 1, "\(outcome.error)")
      outputs.append(outcome.output)
    }
    #expect(Set(outputs).count == 1)
    let found = try outputs[0].split(separator: "\n").map {
      try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)).record
    }
    #expect(found == faults.filter { $0.fault != "duplicate_id" }.map(\.record))
    #expect(faults.count > 200)
    #expect(!FileManager.default.fileExists(atPath: program.data))
  }

  @Test func `ends quietly when nobody reads on`() async throws {
    let program = try Program()
    let command = try files(program, records: String(repeating: "{\"id\":1}\n", count: 200_000))
    let words = ([Program.executable] + command + ["--output", "verdicts"]).map { "'\($0)'" }.joined(separator: " ")
    let outcome = try await program.runShell("\(words) | head -n 1")
    #expect(outcome.output == "{\"record\":0,\"valid\":true}\n")
    #expect(outcome.error.isEmpty, "\(outcome)")
  }

  @Test func `reads what comes through a pipe, compressed or not`() async throws {
    let program = try Program()
    let command = try files(program, records: "{\"id\":1}\n{\"id\":2}\n")
    let words = ([Program.executable] + command.dropLast()).map { "'\($0)'" }.joined(separator: " ")
    for filter in ["cat", "gzip -c"] {
      let outcome = try await program.runShell("\(filter) '\(program.path("records"))/records' | \(words) -")
      #expect(outcome.output.hasPrefix(#"{"records":2,"valid":2,"#), "\(outcome)")
    }
  }
}
