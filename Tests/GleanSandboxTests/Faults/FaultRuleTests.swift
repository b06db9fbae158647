import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct FaultRuleTests {
  @Test(
    arguments: [
      ("*", "/api/index/v1/indexdocument", true), ("", "/api", false), ("/api/*", "/api/search", true),
      ("/api/*", "/rest/api/v1/search", false), ("*/search", "/api/search", true), ("*/search", "/api/search/x", false),
      ("/api/index/v1/*documents", "/api/index/v1/bulkindexdocuments", true),
      ("/api/*/v1/*/status", "/api/index/v1/debug/wiki/status", true), ("/api/search", "/api/search", true),
      ("/api/searc", "/api/search", false), ("**", "", true), ("*a*b", "xaybzb", true), ("*a*b", "xaybz", false),
    ])
  func `matches a path by its pattern as a whole`(pattern: String, path: String, matches: Bool) {
    var rule = FaultRule("it", fault: .truncation)
    rule.path = pattern
    #expect(rule.matches(method: "POST", path: path) == matches)
  }

  @Test func `matches a method in any case`() {
    var rule = FaultRule("it", fault: .truncation)
    rule.method = "post"
    #expect(rule.matches(method: "POST", path: "/"))
    #expect(!rule.matches(method: "GET", path: "/"))
  }

  @Test(arguments: [("wiki", "wiki"), ("files", "files"), ("FILES", "files")])
  func `strikes the datasource that a body or a path names`(datasource: String, struck: String) async throws {
    var rule = FaultRule("it", fault: .failure(status: 500, .before))
    rule.datasource = datasource
    let files: JSONValue = ["name": "files", "objectDefinitions": [["name": "Page"]]]
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(client.index("adddatasource", files))
      let set = try await client.console("PUT", "faults", FaultScript([rule]).json)
      #expect(set.status == 200)
      for name in ["files", "wiki"] {
        let status = name == struck ? 500 : 200
        let document = Wiki.document("a", datasource: name)
        #expect(try await client.index("indexdocument", ["document": document]).status == status)
        #expect(
          try await client.index("indexdocuments", ["datasource": .string(name), "documents": [document]]).status
            == status)
        #expect(try await client.index("debug/\(name)/status").status == status)
      }
      #expect(try await client.index("processalldocuments").status == 200)
    }
  }

  @Test func `strikes the nth request only`() {
    var rule = FaultRule("it", nth: 3, fault: .truncation)
    #expect(strikes(rule, 5) == [3])
    rule.times = 1
    #expect(strikes(rule, 5) == [3])
  }

  @Test func `strikes from one request on`() {
    var rule = FaultRule("it", fault: .truncation)
    rule.from = 3
    #expect(strikes(rule, 5) == [3, 4, 5])
    rule.every = 2
    #expect(strikes(rule, 7) == [4, 6])
    rule.times = 1
    #expect(strikes(rule, 7) == [4])
  }

  @Test func `strikes every so many requests, and as often as it may`() {
    var rule = FaultRule("it", fault: .truncation)
    #expect(strikes(rule, 3) == [1, 2, 3])
    rule.every = 3
    #expect(strikes(rule, 10) == [3, 6, 9])
    rule.times = 2
    #expect(strikes(rule, 10) == [3, 6])
  }

  @Test func `strikes a share of the requests, the same ones for the same seed`() {
    var rule = FaultRule("it", fault: .truncation)
    rule.share = 0.25
    let struck = strikes(rule, 4_000, seed: 7)
    #expect(struck == strikes(rule, 4_000, seed: 7))
    #expect(struck != strikes(rule, 4_000, seed: 8))
    #expect((900...1_100).contains(struck.count))
    rule.share = 0
    #expect(strikes(rule, 100).isEmpty)
  }

  @Test func `draws the same on every machine`() {
    var rule = FaultRule("it", fault: .truncation)
    rule.share = 0.25
    #expect(strikes(rule, 40, seed: 7) == [3, 5, 8, 19, 20, 24, 30, 34, 38])
    var draw = Draw(seed: 7, 0, 1, 1)
    #expect(draw.choose(0.25, of: 20) == [1, 6, 10, 13, 19])
  }

  @Test func `lets the first rule have the request, and counts it for all`() {
    let board = FaultBoard(
      FaultScript([
        FaultRule("second", nth: 2, fault: .truncation), FaultRule("all", fault: .tooManyRequests(retryAfter: 1)),
      ]))
    let now = Timestamp(milliseconds: 0)
    let names = (0..<3).map { _ in
      board.injection(method: "POST", path: "/api/search", datasource: nil, now: now)?.rule
    }
    #expect(names == ["all", "second", "all"])
    #expect(board.current.tallies.map(\.matched) == [3, 3])
    #expect(board.current.tallies.map(\.injected) == [1, 2])
  }

  /// Which of the first `requests` requests a rule strikes.
  private func strikes(_ rule: FaultRule, _ requests: Int, seed: UInt64 = 0) -> [Int] {
    let board = FaultBoard(FaultScript([rule], seed: seed))
    return (1...requests).filter { _ in
      board.injection(method: "POST", path: "/", datasource: nil, now: Timestamp(milliseconds: 0)) != nil
    }
  }
}
