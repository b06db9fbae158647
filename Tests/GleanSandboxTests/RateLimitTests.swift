import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct RateLimitTests {
  @Test func `answers 429 with the seconds to wait, and lets requests in again after them`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      for _ in 0..<5 { #expect(try await client.search("a", as: Wiki.ada).status == 200) }
      let refused = try await client.search("a", as: Wiki.ada)
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "1")
      client.clock.advance(by: .seconds(1))
      #expect(try await client.search("a", as: Wiki.ada).status == 200)
    }
  }

  @Test func `allows ten single documents a second`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      for number in 0..<10 { #expect(try await Wiki.index(Wiki.document("\(number)"), client).status == 200) }
      #expect(try await Wiki.index(Wiki.document("11"), client).status == 429)
    }
  }

  @Test func `allows 600 documents a minute in batches`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index((0..<600).map { Wiki.document("\($0)") }, client)
      let body: JSONValue = ["datasource": "wiki", "documents": [Wiki.document("x")]]
      #expect(try await client.index("indexdocuments", body).status == 429)
      client.clock.advance(by: .milliseconds(100))
      #expect(try await client.index("indexdocuments", body).status == 200)
    }
  }

  @Test func `allows processing once in three hours for each datasource`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(client.index("adddatasource", ["name": "other"]))
      func process(_ name: String?) async throws -> SandboxClient.Answer {
        try await client.index("processalldocuments", name.map { ["datasource": .string($0)] })
      }
      #expect(try await process("wiki").status == 200)
      let refused = try await process("WIKI")
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "10800")
      #expect(try await process("other").status == 200)
      #expect(try await process(nil).status == 200)
      client.clock.advance(by: .seconds(3 * 3_600 - 1))
      #expect(try await process("wiki").status == 429)
      client.clock.advance(by: .seconds(1))
      #expect(try await process("wiki").status == 200)
      #expect(try await process(nil).status == 200)
    }
  }

  @Test func `counts each token by itself`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      let other = try await client.issue(["kind": "INDEXING"])
      for number in 0..<10 { #expect(try await Wiki.index(Wiki.document("\(number)"), client).status == 200) }
      let body: JSONValue = ["document": Wiki.document("11")]
      #expect(try await client.index("indexdocument", body).status == 429)
      #expect(try await other.index("indexdocument", body).status == 200)
    }
  }

  @Test func `counts a search with a global token against the user it acts as`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      let own = try await client.issue(["kind": "CLIENT_USER", "user": .string(Wiki.ada), "scopes": ["SEARCH"]])
      for _ in 0..<5 { #expect(try await client.search("a", as: "ADA@example.com").status == 200) }
      #expect(try await client.search("a", as: Wiki.ada).status == 429)
      #expect(try await own.search("a").status == 429)
      #expect(try await client.search("a", as: Wiki.bob).status == 200)
    }
  }

  @Test func `allows the events of a document once a minute for each datasource, whoever asks`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(client.index("adddatasource", ["name": "other"]))
      let token = try await client.issue(["kind": "INDEXING"])
      let body: JSONValue = ["objectType": "Page", "docId": "a"]
      #expect(try await client.index("debug/wiki/document/events", body).status == 200)
      let refused = try await token.index("debug/WIKI/document/events", body)
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "60")
      #expect(try await client.index("debug/other/document/events", body).status == 200)
    }
  }

  @Test func `allows 30 requests a second at every other endpoint`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      let body: JSONValue = ["datasource": "wiki"]
      for _ in 0..<30 { #expect(try await client.index("getdatasourceconfig", body).status == 200) }
      #expect(try await client.index("getdatasourceconfig", body).status == 429)
    }
  }

  @Test func `allows 100 requests a second from one address`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      var statuses: [Int] = []
      for number in 0..<101 {
        statuses.append(try await client.index("debug/unknown\(number)/status").status)
      }
      #expect(statuses == Array(repeating: 400, count: 100) + [429])
    }
  }

  @Test func `remembers over a restart when processing was asked for`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory, { $0.enforcesRateLimits = true }) { client in
      try await Wiki.setUp(client)
      #expect(try await client.index("processalldocuments", ["datasource": "wiki"]).status == 200)
    }
    try await withSandbox(directory: directory, { $0.enforcesRateLimits = true }) { client async throws in
      #expect(try await client.index("processalldocuments", ["datasource": "wiki"]).status == 429)
    }
  }

  @Test func `has no limits when they are off`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      for _ in 0..<40 { #expect(try await client.search("a", as: Wiki.ada).status == 200) }
      for _ in 0..<2 { #expect(try await client.index("processalldocuments").status == 200) }
    }
  }
}
