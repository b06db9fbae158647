import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct BulkUploadTests {
  @Test func `replaces the documents of the datasource, keeping what was uploaded beside it`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("old-\($0)") }, client)
      try await upload(client, Wiki.page("u", ["new-1"] + (1...8).map { "OLD-\($0)" }, first: true))
      try await Wiki.index([Wiki.document("beside")], client)
      try await upload(client, Wiki.page("u", ["new-2"], last: true))
      try await client.settle()
      let expected = (1...8).map { "OLD-\($0)" } + ["beside", "new-1", "new-2"]
      #expect(try await client.documentIDs(of: "wiki") == expected.sorted())
    }
  }

  @Test func `takes pages between the first and the last at the same time and in any order`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await upload(client, Wiki.page("u", ["first"], first: true))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for page in (0..<12).shuffled() {
          group.addTask {
            try await upload(client, Wiki.page("u", (0..<20).map { "doc-\(page)-\($0)" }))
          }
        }
        try await group.waitForAll()
      }
      try await upload(client, Wiki.page("u", ["last"], last: true))
      #expect(try await client.documentIDs(of: "wiki").count == 242)
    }
  }

  @Test func `takes every page again without doubling anything`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let pages = [
        Wiki.page("u", ["a", "b"], first: true), Wiki.page("u", ["c"]), Wiki.page("u", ["d"], last: true),
      ]
      for page in pages {
        try await upload(client, page)
        try await upload(client, page)
      }
      #expect(try await client.documentIDs(of: "wiki") == ["a", "b", "c", "d"])
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a", "b", "c", "d"])
    }
  }

  @Test func `refuses a second upload while one is active`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await upload(client, Wiki.page("one", ["a"], first: true))
      let answer = try await client.index("bulkindexdocuments", Wiki.page("two", ["b"], first: true))
      #expect(answer.status == 409)
      #expect(answer.text.contains("uploadId one"))
      #expect(try await client.documentIDs(of: "wiki") == ["a"])
    }
  }

  @Test(arguments: ["users", "groups", "memberships"])
  func `refuses a second upload of people and groups while one is active`(kind: String) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      func first(_ upload: String, restart: Bool = false) -> JSONValue {
        var members: [JSONObject.Member] = [
          .init(name: "uploadId", value: .string(upload)), .init(name: "datasource", value: "wiki"),
          .init(name: kind, value: []), .init(name: "isFirstPage", value: true),
          .init(name: "forceRestartUpload", value: .bool(restart)),
        ]
        if kind == "memberships" { members.append(.init(name: "group", value: "team")) }
        return .object(JSONObject(members))
      }
      #expect(try await client.index("bulkindex\(kind)", first("one")).status == 200)
      #expect(try await client.index("bulkindex\(kind)", first("two")).status == 409)
      #expect(try await client.index("bulkindex\(kind)", first("two", restart: true)).status == 200)
    }
  }

  @Test func `lets another kind and another datasource upload at the same time`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(
        client.index("adddatasource", ["name": "other", "objectDefinitions": [["name": "Page"]]]))
      try await upload(client, Wiki.page("one", ["a"], first: true))
      let users = try await client.index(
        "bulkindexusers", ["uploadId": "two", "datasource": "wiki", "users": [], "isFirstPage": true])
      #expect(users.status == 200)
      let other = try await client.index(
        "bulkindexdocuments", ["uploadId": "three", "datasource": "other", "documents": [], "isFirstPage": true])
      #expect(other.status == 200)
    }
  }

  @Test func `restarts an upload when forced, and refuses pages of the superseded one`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await upload(client, Wiki.page("one", ["a"], first: true))
      try await upload(client, Wiki.page("two", ["b"], first: true, restart: true))
      #expect(try await client.index("bulkindexdocuments", Wiki.page("one", ["c"])).status == 409)
      try await upload(client, Wiki.page("two", [], last: true, unguarded: true))
      try await client.settle()
      #expect(try await client.documentIDs(of: "wiki") == ["b"])
    }
  }

  @Test func `refuses a page after the last page`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await upload(client, Wiki.page("u", ["a"], first: true, last: true))
      #expect(try await client.index("bulkindexdocuments", Wiki.page("u", ["b"])).status == 409)
      #expect(try await client.documentIDs(of: "wiki") == ["a"])
    }
  }

  @Test func `refuses a page of an upload that was never started`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      #expect(try await client.index("bulkindexdocuments", Wiki.page("u", ["a"])).status == 400)
    }
  }

  @Test func `refuses flags on pages where they mean nothing`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      #expect(try await client.index("bulkindexdocuments", Wiki.page("u", [], restart: true)).status == 400)
      let unguarded = Wiki.page("u", [], first: true, unguarded: true)
      #expect(try await client.index("bulkindexdocuments", unguarded).status == 400)
    }
  }

  @Test func `pauses a deletion of more than a fifth for seven days`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      try await upload(client, Wiki.page("u", (1...7).map(String.init), first: true, last: true))
      try await Wiki.expectSuccess(client.index("processalldocuments", ["datasource": "wiki"]))
      try await client.settle()
      #expect(try await client.documentIDs(of: "wiki").count == 10)
      #expect(try await state(client) == "DELETION PAUSED")

      try await client.advance(seconds: 7 * 86_400 - 1)
      #expect(try await client.documentIDs(of: "wiki").count == 10)
      try await client.advance(seconds: 1)
      #expect(try await client.documentIDs(of: "wiki").count == 7)
      #expect(try await state(client) == "INDEXING COMPLETED")
    }
  }

  @Test func `deletes exactly a fifth without a pause`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      try await upload(client, Wiki.page("u", (1...8).map(String.init), first: true, last: true))
      try await client.settle()
      #expect(try await client.documentIDs(of: "wiki").count == 8)
    }
  }

  @Test func `empties the datasource with an upload of nothing that lifts the guard`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      try await upload(client, Wiki.page("u", [], first: true, last: true, restart: true, unguarded: true))
      try await client.settle()
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
      #expect(try await client.titles("nothing", as: Wiki.ada).isEmpty)
      let counts = try await client.status(of: "wiki")["documents"]?["counts"]
      #expect(counts == ["uploaded": [], "indexed": []])
    }
  }

  @Test func `deletes stale documents after the delay, or at once when processing is asked for`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(600) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index((1...10).map { Wiki.document("\($0)") }, client)
      try await client.advance(seconds: 600)
      try await upload(client, Wiki.page("u", (1...9).map(String.init), first: true, last: true))
      #expect(try await state(client) == "UPLOAD COMPLETED")
      try await client.advance(seconds: 599)
      #expect(try await client.documentIDs(of: "wiki").count == 10)
      try await Wiki.expectSuccess(client.index("processalldocuments", ["datasource": "wiki"]))
      try await client.settle()
      #expect(try await client.documentIDs(of: "wiki").count == 9)
    }
  }

  @Test func `tells the state of an upload from its first page to its end`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(600) }) { client in
      try await Wiki.setUp(client)
      try await upload(client, Wiki.page("u", ["a"], first: true))
      #expect(try await state(client) == "UPLOAD STARTED")
      #expect(try await history(client)?["status"].string == "ACTIVE")
      #expect(try await history(client)?["endTime"].string == "NA")
      try await upload(client, Wiki.page("u", ["b"]))
      #expect(try await state(client) == "UPLOAD IN PROGRESS")
      client.clock.advance(by: .seconds(1))
      try await upload(client, Wiki.page("u", ["c"], last: true))
      #expect(try await state(client) == "UPLOAD COMPLETED")
      #expect(try await history(client)?["status"].string == "SUCCESSFUL")
      #expect(try await history(client)?["endTime"].string == "2026-09-21T14:13:21.000Z")
      try await client.advance(seconds: 600)
      #expect(try await state(client) == "INDEXING COMPLETED")
    }
  }

  private func upload(_ client: SandboxClient, _ page: JSONValue) async throws {
    try await Wiki.expectSuccess(client.index("bulkindexdocuments", page))
  }

  private func history(_ client: SandboxClient) async throws -> JSONValue? {
    try await client.status(of: "wiki")["documents"]?["bulkUploadHistory"].elements.first
  }

  private func state(_ client: SandboxClient) async throws -> String? {
    try await history(client)?["processingState"].string
  }
}
