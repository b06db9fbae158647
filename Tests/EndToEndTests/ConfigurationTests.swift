import Foundation
import Testing

@Suite struct ConfigurationTests {
  @Test func `has the reference page that is checked in`() async throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/Configuration.md")
    let outcome = try await Program().run("config", "--reference")
    #expect(outcome.exitCode == 0)
    let checkedIn = try String(contentsOf: page, encoding: .utf8)
    #expect(outcome.output == checkedIn, "make it again: dataops config --reference > Documentation/Configuration.md")
  }

  @Test func `prefers flags to the environment, this to the file, and this to the defaults`() async throws {
    struct Row: Decodable, Equatable {
      let name: String
      let value: String
      let source: String
    }
    var program = try Program()
    program.environment["DATAOPS_LOG_LEVEL"] = "error"
    program.environment["DATAOPS_STEPS_ATTEMPTS"] = "7"
    let file = program.path("settings.json")
    try #"{"steps": {"attempts": 5}, "teardown": {"grace": "2h"}}"#.write(
      toFile: file, atomically: true, encoding: .utf8)
    let outcome = try await program.run(
      "config", "--config", file, "--log-level", "critical", "--output", "json")
    let rows = try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
    #expect(rows.contains(Row(name: "log.level", value: "critical", source: "flag")))
    #expect(rows.contains(Row(name: "steps.attempts", value: "7", source: "environment DATAOPS_STEPS_ATTEMPTS")))
    #expect(rows.contains(Row(name: "teardown.grace", value: "2h", source: "file \(file)")))
    #expect(rows.contains(Row(name: "glean.attempts", value: "4", source: "default")))
    #expect(rows.contains(Row(name: "data", value: program.data, source: "environment DATAOPS_DATA")))
  }

  @Test(arguments: [
    ("monitor.interval", "10s", "a duration from 30s to 24h"), ("monitor.failures-to-open", "0", "1 to 100"),
    ("monitor.rest-after", "7", "a duration from 1h to 365d"),
    ("monitor.keep-hours", "1d", "Keep days as long as hours or longer, and hours as long as samples or longer"),
  ])
  func `refuses what monitoring cannot go by, and says what it should be`(
    setting: String, text: String, expected: String
  ) async throws {
    var program = try Program()
    let variable = setting.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
    program.environment["DATAOPS_" + variable] = text
    let outcome = try await program.run("dataset", "list")
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.error.contains(expected), "\(outcome)")
  }

  @Test(arguments: [
    (#"{"teardown": {"grace": "soon"}}"#, "teardown.grace"), (#"{"teardwon": 1}"#, "teardwon"), ("{", "not JSON"),
  ])
  func `refuses a wrong settings file, naming what is wrong`(text: String, says: String) async throws {
    let program = try Program()
    let file = program.path("settings.json")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let outcome = try await program.run("config", "--config", file)
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.error.contains(says), "\(outcome)")
    #expect(outcome.error.contains(file), "\(outcome)")
  }
}
