import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct UploadedCountTests {
  // The tests' clock starts at 14:13:20 UTC: the period of three hours began at 12:00.
  private static let restOfPeriod = 3 * 3_600 - (2 * 3_600 + 13 * 60 + 20)

  @Test func `tells uploads of up to three hours ago, and what is indexed at once`() async throws {
    try await withSandbox({ $0.uploadedCountAge = .seconds(3 * 3_600) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a"), Wiki.document("b")], client)
      #expect(try await counts(client) == [0, 2])
      try await client.advance(seconds: Self.restOfPeriod - 1)
      #expect(try await counts(client) == [0, 2])
      try await client.advance(seconds: 1)
      #expect(try await counts(client) == [2, 2])
      try await Wiki.index([Wiki.document("c")], client)
      #expect(try await counts(client) == [2, 3])
    }
  }

  @Test func `tells documents that are gone until the counts are made anew`() async throws {
    try await withSandbox({ $0.uploadedCountAge = .seconds(3 * 3_600) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      try await client.advance(seconds: Self.restOfPeriod)
      let purge = Wiki.page("u", [], first: true, last: true, restart: true, unguarded: true)
      try await Wiki.expectSuccess(client.index("bulkindexdocuments", purge))
      try await client.settle()
      #expect(try await counts(client) == [10, 0])
      try await client.advance(seconds: 3 * 3_600)
      #expect(try await counts(client) == [0, 0])
    }
  }

  @Test func `is as old when a deletion comes due by itself`() async throws {
    try await withSandbox({ $0.uploadedCountAge = .seconds(3 * 3_600) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      let half = Wiki.page("u", (1...5).map(String.init), first: true, last: true)
      try await Wiki.expectSuccess(client.index("bulkindexdocuments", half))
      try await client.advance(seconds: 7 * 86_400)
      #expect(try await counts(client) == [10, 5])
      try await client.advance(seconds: 3 * 3_600)
      #expect(try await counts(client) == [5, 5])
    }
  }

  @Test func `is exact unless it is told to be stale`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      #expect(try await counts(client) == [1, 1])
    }
  }

  /// Documents uploaded and indexed, as the status tells them.
  private func counts(_ client: SandboxClient) async throws -> [Int64] {
    let counts = try await client.status(of: "wiki")["documents"]?["counts"]
    return ["uploaded", "indexed"].map { name in
      counts?[name].elements.compactMap { $0["count"].integer }.reduce(0, +) ?? 0
    }
  }
}
