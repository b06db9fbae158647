import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct FaultScriptTests {
  @Test func `is read and written as JSON`() throws {
    var share = FaultRule("a share", path: "/rest/*", fault: .failure(status: 503, .after))
    share.method = "POST"
    share.datasource = "wiki"
    share.from = 3
    share.every = 2
    share.share = 0.5
    share.times = 9
    let script = FaultScript(
      [share, FaultRule("nth", nth: 4, fault: .latency(.milliseconds(1_500)))]
        + FaultTests.matrix.enumerated().map { FaultRule("fault \($0)", fault: $1) }
        + [FaultRule("drop", fault: .partialAcceptance(dropping: 0.25))],
      seed: 42)
    #expect(try FaultScript(parsing: script.json.bytes()) == script)
  }

  @Test func `needs no more than a fault for a rule`() throws {
    let script = try FaultScript(parsing: Array(#"{"rules": [{"fault": "reset"}, {"fault": "silence"}]}"#.utf8))
    #expect(
      script
        == FaultScript([
          FaultRule("rule 1", fault: .reset(.before)), FaultRule("rule 2", fault: .silence(.seconds(3_600))),
        ]))
  }

  @Test(
    arguments: [
      ("[]", "expected an object, found an array"), ("{}", "required field missing: rules"),
      (#"{"rules": [{}]}"#, "rules[0]: required field missing: fault"),
      (#"{"rules": [{"fault": "fire"}]}"#, "rules[0]: fault: unknown value fire"),
      (#"{"rules": [{"fault": "reset", "status": 500}]}"#, "rules[0]: unrecognized field: status"),
      (#"{"rules": [{"fault": "error", "status": 404}]}"#, "rules[0]: status must be from 500 to 599."),
      (#"{"rules": [{"fault": "reset", "when": "during"}]}"#, "rules[0]: when must be before or after."),
      (#"{"rules": [{"fault": "reset", "nth": 0}]}"#, "rules[0]: nth counts from 1."),
      (#"{"rules": [{"fault": "reset", "from": 0}]}"#, "rules[0]: from counts from 1."),
      (#"{"rules": [{"fault": "reset", "nth": 1, "from": 1}]}"#, "rules[0]: nth names one request"),
      (#"{"rules": [{"fault": "reset", "every": 0}]}"#, "rules[0]: every must be at least 1."),
      (#"{"rules": [{"fault": "reset", "share": 1.5}]}"#, "rules[0]: share must be from 0 to 1."),
      (#"{"rules": [{"fault": "reset", "times": 0}]}"#, "rules[0]: times must be at least 1."),
      (#"{"rules": [{"fault": "reset", "nth": 1, "share": 0.5}]}"#, "rules[0]: nth names one request"),
      (#"{"rules": [{"fault": "partial", "drop": 0}]}"#, "rules[0]: drop must be above 0 and at most 1."),
      (#"{"rules": [{"fault": "latency", "seconds": -1}]}"#, "rules[0]: seconds must be from 0 to 86400."),
      (#"{"rules": [{"fault": "contentType", "contentType": "a\r\nb"}]}"#, "rules[0]: contentType must be"),
      (
        #"{"rules": [{"name": "a", "fault": "reset"}, {"name": "a", "fault": "reset"}]}"#,
        "rules[1]: name is there twice: a"
      ),
    ])
  func `says where it is wrong`(text: String, reason: String) throws {
    let error = #expect(throws: GleanSandboxError.self) { try FaultScript(parsing: Array(text.utf8)) }
    #expect("\(try #require(error))".contains(reason))
  }

  @Test func `is refused at the start when it is out of range`() async throws {
    var configuration = GleanSandboxConfiguration(
      dataDirectory: TemporaryDirectory().path, indexingToken: "a", clientToken: "b")
    configuration.faults = FaultScript([FaultRule("it", fault: .failure(status: 200, .before))])
    await #expect(throws: GleanSandboxError.self) { try await GleanSandboxServer(configuration: configuration).run() }
  }

  @Test func `is set, read with its counts, and cleared at the console`() async throws {
    try await withSandbox { client in
      let script: JSONValue = [
        "seed": .integer(7), "rules": [["name": "busy", "path": "*/status", "times": .integer(1), "fault": "error"]],
      ]
      #expect(try await client.console("PUT", "faults", script).status == 200)
      for _ in 0..<2 { _ = try await client.index("debug/wiki/status") }
      let rule: JSONValue = [
        "name": "busy", "path": "*/status", "times": .integer(1), "fault": "error", "status": .integer(500),
        "when": "before", "matched": .integer(2), "injected": .integer(1),
      ]
      let read = try await client.console("GET", "faults")
      #expect(read.json == ["seed": .integer(7), "rules": [rule]], "\(read.text)")
      #expect(try await client.console("DELETE", "faults").json["rules"] == [])
      #expect(try await client.index("debug/wiki/status").status == 400)
    }
  }

  @Test func `is set and counted from Swift`() throws {
    let server = GleanSandboxServer(
      configuration: GleanSandboxConfiguration(
        dataDirectory: TemporaryDirectory().path, indexingToken: "a", clientToken: "b"))
    #expect(server.faultTallies.isEmpty)
    try server.setFaults(FaultScript([FaultRule("it", nth: 3, fault: .truncation)]))
    #expect(throws: GleanSandboxError.self) {
      try server.setFaults(FaultScript([FaultRule("other", nth: 0, fault: .truncation)]))
    }
    #expect(server.faultTallies == [FaultTally(rule: "it")])
  }

  @Test func `stays in force when another one is refused`() async throws {
    try await withSandbox({ $0.faults = FaultScript([FaultRule("it", fault: .failure(status: 503, .before))]) }) {
      client async throws in
      #expect(try await client.console("PUT", "faults", ["rules": [["fault": "fire"]]]).status == 400)
      #expect(try await client.index("debug/wiki/status").status == 503)
    }
  }

  @Test func `never strikes the console`() async throws {
    try await withSandbox({ $0.faults = FaultScript([FaultRule("all", fault: .reset(.before))]) }) {
      client async throws in
      #expect(try await client.console("GET", "health").status == 200)
      #expect(try await client.console("GET", "faults").json["rules"].elements.first?["matched"]?.integer == 0)
    }
  }

  @Test func `gives the same requests the same faults`() async throws {
    var answers: [[Int]] = []
    for _ in 0..<2 {
      var rule = FaultRule("some", fault: .failure(status: 502, .before))
      rule.share = 0.5
      try await withSandbox({ $0.faults = FaultScript([rule], seed: 3) }) { client in
        var statuses: [Int] = []
        for _ in 0..<20 { statuses.append(try await client.index("debug/wiki/status").status) }
        answers.append(statuses)
      }
    }
    #expect(answers[0] == answers[1])
    #expect(Set(answers[0]) == [400, 502])
  }
}
