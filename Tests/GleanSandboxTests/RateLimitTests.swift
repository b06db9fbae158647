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

  @Test func `has no limits when they are off`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      for _ in 0..<40 { #expect(try await client.search("a", as: Wiki.ada).status == 200) }
      for _ in 0..<2 { #expect(try await client.index("processalldocuments").status == 200) }
    }
  }
}
