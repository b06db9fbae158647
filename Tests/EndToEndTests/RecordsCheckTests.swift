import Foundation
import Testing

@Suite struct RecordsCheckTests {
  private static let rules = """
    {"version":1,"key":"id","rules":[
      {"rule":"range","field":"priority","parameters":{"min":1,"max":5},"severity":"warn"},
      {"rule":"reference","field":"author","parameters":{"to":"people"}}
    ],"references":{"people":{"file":"people.ndjson","field":"id"}}}
    """

  /// Rules, the keys they refer to, and records as files.
  private func files(_ program: Program, records: String, rules: String = rules) throws -> [String] {
    let folder = try program.makeDirectory("records")
    let people = "{\"id\":\"ada\"}\n"
    for (name, text) in [("rules.json", rules), ("people.ndjson", people), ("records", records)] {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    return ["records", "check", "--rules", folder + "/rules.json", folder + "/records"]
  }

  private func object(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func `exits with 0 and one object when only warnings are left`() async throws {
    let program = try Program()
    let command = try files(
      program, records: "{\"id\":1,\"priority\":9,\"author\":\"ada\"}\n{\"id\":2,\"author\":null}\n")
    let outcome = try await program.run(command)
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.hasPrefix(#"{"passed":true,"warnings":1,"records":2,"#), "\(outcome)")
    #expect(outcome.output.hasSuffix("}\n") && outcome.error.isEmpty, "\(outcome)")
    #expect(try await program.run(command + ["--jobs", "2", "--memory", "1"]).output == outcome.output)
  }

  @Test func `exits with 1 when a rule that is meant to fail does not hold`() async throws {
    let program = try Program()
    let outcome = try await program.run(files(program, records: "{\"id\":1,\"author\":\"bob\"}\n{\"id\":1}\n"))
    #expect(outcome.exitCode == 1, "\(outcome)")
    let rules = try #require(object(outcome)["rules"] as? [[String: Any]])
    let failed = rules.filter { $0["passed"] as? Bool == false }.compactMap { $0["name"] as? String }
    #expect(failed == ["unique_key", "reference:author"], "\(outcome)")
  }

  @Test func `holds the records against a schema in the same pass`() async throws {
    let program = try Program()
    var command = try files(program, records: "{\"id\":1}\n{\"id\":\"x\"}\n")
    let schema = try program.makeDirectory("schema") + "/schema.json"
    try #"{"properties":{"id":{"type":"integer"}}}"#.write(toFile: schema, atomically: true, encoding: .utf8)
    command += ["--schema", schema]
    let outcome = try await program.run(command)
    #expect(outcome.exitCode == 1, "\(outcome)")
    #expect(outcome.output.contains(#""violations":{"type":1}"#), "\(outcome)")
  }

  @Test func `takes the time that it is told`() async throws {
    let program = try Program()
    let rules = #"{"version":1,"rules":[{"rule":"freshness","field":"at","parameters":{"newest_within":"1d"}}]}"#
    let command = try files(program, records: "{\"at\":\"2024-05-31T10:00:00Z\"}", rules: rules)
    #expect(try await program.run(command).exitCode == 1)
    #expect(try await program.run(command + ["--now", "2024-06-01"]).exitCode == 0)
    #expect(try await program.run(command + ["--now", "soon"]).exitCode == 2)
  }

  @Test func `exits with 2 and says where the rules are wrong`() async throws {
    let program = try Program()
    let rules = #"{"version":1,"rules":[{"rule":"rnage","field":"a"}]}"#
    let outcome = try await program.run(files(program, records: "{}", rules: rules))
    #expect(outcome.exitCode == 2, "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("rules.json#/rules/0/rule: there is no rule \"rnage\"; did you mean \"range\"?"))
  }

  @Test func `exits with 2 when a file is missing`() async throws {
    let program = try Program()
    let rules = Self.rules.replacing("people.ndjson", with: "nobody.ndjson")
    let outcome = try await program.run(files(program, records: "{}", rules: rules))
    #expect(outcome.exitCode == 2, "\(outcome)")
    #expect(outcome.error.contains("nobody.ndjson"), "\(outcome)")
    #expect(try await program.run("records", "check", "--rules", "/nowhere/rules.json", "-").exitCode == 2)
    #expect(try await program.run("records", "check").exitCode == 2)
  }

  @Test func `keeps nothing in the folder for temporary files, and says when it cannot be written`() async throws {
    var program = try Program()
    let lines = (0..<120_000).map { "{\"id\":\"key-\($0)\"}" }.joined(separator: "\n")
    let command = try files(program, records: lines) + ["--memory", "1"]
    let folder = try program.makeDirectory("temporary")
    program.environment["TMPDIR"] = folder
    let outcome = try await program.run(command)
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    program.environment["TMPDIR"] = "/nowhere/at/all"
    let refused = try await program.run(command)
    #expect(refused.exitCode == 2, "\(refused)")
    #expect(refused.error.contains("/nowhere/at/all"), "\(refused)")
  }

  @Test func `explains the rules there are`() async throws {
    let program = try Program()
    let all = try await program.run("records", "rules")
    #expect(all.exitCode == 0)
    for rule in ["not_null", "range", "set", "pattern", "length", "freshness", "ratio", "unique", "reference", "count"]
    {
      #expect(all.output.contains(rule), "\(all)")
    }
    let one = try await program.run("records", "rules", "range")
    #expect(one.output.contains("above") && one.output.contains("For example"), "\(one)")
    let none = try await program.run("records", "rules", "rang")
    #expect(none.exitCode == 2)
    #expect(none.error.contains("did you mean \"range\"?"), "\(none)")
  }
}
