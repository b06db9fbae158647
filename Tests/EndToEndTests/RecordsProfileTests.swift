import Foundation
import Testing

@Suite struct RecordsProfileTests {
  private func file(_ program: Program, _ name: String, _ lines: some Sequence<String>) throws -> String {
    let path = try program.makeDirectory("records") + "/" + name
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func lines(_ count: Int, _ state: (Int) -> String) -> [String] {
    (0..<count).map { #"{"id":"k\#($0)","author":"jdoe\#($0 % 3)","state":"\#(state($0))","n":\#($0 % 50)}"# }
  }

  @Test func `tells what records look like, and shows nothing personal unless asked`() async throws {
    let program = try Program()
    let path = try file(program, "a.ndjson", lines(100) { $0 % 2 == 0 ? "open" : "done" } + ["{broken"])
    let outcome = try await program.run("records", "profile", path)
    #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(outcome)")
    #expect(outcome.output.contains("done 50.0 %, open 50.0 %"), "\(outcome)")
    #expect(outcome.output.contains("likely keys: /id"), "\(outcome)")
    #expect(outcome.output.contains("1 more is no JSON"), "\(outcome)")
    #expect(!outcome.output.contains("jdoe"), "\(outcome)")
    #expect(try await program.run("records", "profile", path, "--values").output.contains("jdoe1"))
    #expect(try await !program.run("records", "profile", path, "--no-values").output.contains("open"))
    #expect(try await !program.run("records", "profile", path, "--output", "json").output.contains("jdoe"))
  }

  @Test func `suggests a schema that all records satisfy`() async throws {
    let program = try Program()
    let path = try file(program, "a.ndjson", lines(100) { $0 % 2 == 0 ? "open" : "done" })
    let schema = try await program.run("records", "profile", path, "--output", "schema")
    #expect(schema.exitCode == 0, "\(schema)")
    let schemaPath = try file(program, "schema.json", [schema.output])
    let outcome = try await program.run("records", "validate", "--schema", schemaPath, path)
    #expect(outcome.exitCode == 0, "\(outcome)")
    let other = try file(program, "b.ndjson", lines(1) { _ in "lost" })
    #expect(try await program.run("records", "validate", "--schema", schemaPath, other).exitCode == 1)
  }

  @Test func `compares records with a stored profile, and fails where they have changed`() async throws {
    let program = try Program()
    let old = try file(program, "old.ndjson", lines(100) { $0 % 2 == 0 ? "open" : "done" })
    let new = try file(program, "new.ndjson", lines(100) { $0 % 4 == 0 ? "lost" : "done" })
    let profile = try await program.run("records", "profile", old, "--output", "json")
    let stored = try file(program, "old.profile.json", [profile.output])
    let same = try await program.run("records", "diff", stored, old)
    #expect(same.exitCode == 0 && same.output == "No differences.\n", "\(same)")
    let outcome = try await program.run("records", "diff", stored, new)
    #expect(outcome.exitCode == 1, "\(outcome)")
    #expect(outcome.output.contains(#"state has the new value "lost" in 25 %"#), "\(outcome)")
    let tolerant = ["--threshold", "new-value=0.5:0.9", "--threshold", "stability=100:200", "--output", "json"]
    let json = try await program.run(["records", "diff", stored, new] + tolerant)
    #expect(json.exitCode == 0 && json.output.contains(#""passed": true"#), "\(json)")
  }

  @Test func `refuses what it cannot use with exit code 2`() async throws {
    let program = try Program()
    let path = try file(program, "a.ndjson", lines(3) { _ in "x" })
    let broken = try file(program, "b.json", [#"{"dataops_profile":99}"#])
    for arguments in [
      ["profile", "/nowhere"], ["diff", path, "/nowhere"], ["diff", path, broken],
      ["diff", path, path, "--threshold", "missing=2"], ["diff", path, path, "--threshold", "colour=0:1"],
      ["validate", "--schema", path, path, "--report", "report.pdf"],
    ] {
      let outcome = try await program.run(["records"] + arguments)
      #expect(outcome.exitCode == 2 && outcome.error.hasPrefix("error: "), "\(arguments): \(outcome)")
    }
  }

  @Test func `writes reports beside the verdicts`() async throws {
    let program = try Program()
    let schema = try file(program, "schema.json", [#"{"properties":{"state":{"enum":["open","done"]}}}"#])
    let path = try file(program, "a.ndjson", lines(100) { $0 % 10 == 0 ? "<script>" : "done" } + ["{broken"])
    let folder = try program.makeDirectory("reports")
    let reports = ["html", "xml", "ndjson"].flatMap { ["--report", "\(folder)/report.\($0)"] }
    let outcome = try await program.run(["records", "validate", "--schema", schema, path] + reports)
    #expect(outcome.exitCode == 1 && outcome.output.contains(#""invalid":10,"malformed":1"#), "\(outcome)")
    let html = try String(contentsOfFile: "\(folder)/report.html", encoding: .utf8)
    #expect(html.contains("<h1>a.ndjson</h1>") && html.contains("state must be one of"))
    #expect(html.contains("&lt;script&gt;") && html.components(separatedBy: "<script>").count == 2)
    let lines = try String(contentsOfFile: "\(folder)/report.ndjson", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[1].hasPrefix(#"{"record":10,"key":"k10","pointer":"/state","rule":"enum","sentence":"state must be"#))
    let xml = try String(contentsOfFile: "\(folder)/report.xml", encoding: .utf8)
    #expect(xml.contains(#"<testsuite name="a.ndjson" tests="3" failures="3""#))
  }
}
