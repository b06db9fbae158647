import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct ConsoleTests {
  @Test func `tells its health`() async throws {
    try await withSandbox { client in
      let answer = try await client.send("GET", "/__sandbox/health")
      #expect(answer.status == 200)
      #expect(answer.json["status"].string == "ok")
    }
  }

  @Test func `demands the console token when there is one`() async throws {
    try await withSandbox({ $0.consoleToken = "the console token" }) { client async throws in
      #expect(try await client.send("GET", "/__sandbox/health").status == 401)
      let indexing = ["Authorization": "Bearer the indexing token"]
      #expect(try await client.send("GET", "/__sandbox/health", headers: indexing).status == 401)
      let console = ["Authorization": "Bearer the console token"]
      #expect(try await client.send("GET", "/__sandbox/health", headers: console).status == 200)
      #expect(try await client.index("adddatasource", Wiki.config, headers: console).status == 401)
    }
  }

  @Test func `lists the datasources with what is in them`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      let answer = try await client.send("GET", "/__sandbox/datasources")
      #expect(
        answer.json["datasources"] == [
          [
            "name": "wiki", "displayName": "Wiki", "visibility": "ENABLED_FOR_ALL",
            "documents": ["uploaded": .integer(1), "indexed": .integer(0)], "users": .integer(3),
            "groups": .integer(0), "memberships": .integer(0),
          ]
        ])
    }
  }

  @Test func `exports every document of a datasource, however many there are`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let ids = (0..<2_500).map(String.init)
      for start in stride(from: 0, to: 2_500, by: 500) {
        try await Wiki.index(ids[start..<start + 500].map { Wiki.document($0) }, client)
      }
      #expect(try await client.documentIDs(of: "wiki") == ids.sorted())
    }
  }

  @Test func `deletes a registration with everything in it`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      for page in 0..<3 { try await Wiki.index((0..<700).map { Wiki.document("\(page)-\($0)") }, client) }
      #expect(try await client.send("DELETE", "/__sandbox/datasources/wiki").status == 200)
      #expect(try await client.index("getdatasourceconfig", ["datasource": "wiki"]).status == 400)
      try await Wiki.setUp(client)
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
      #expect(try await client.titles("nothing", as: Wiki.ada).isEmpty)
    }
  }

  @Test func `does not advance the machine's clock`() async throws {
    try await withSandbox({ $0.clock = SystemSandboxClock() }) { client in
      let answer = try await client.send(
        "POST", "/__sandbox/clock/advance", body: Array(#"{"seconds":1}"#.utf8))
      #expect(answer.status == 409)
    }
  }
}
