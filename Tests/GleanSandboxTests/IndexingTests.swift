import DataRecords
import Foundation
import Testing

@testable import GleanSandbox

@Suite struct IndexingTests {
  @Test func `makes a document searchable when the delay has passed, not earlier`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await client.advance(seconds: 59)
      #expect(try await client.titles("nothing", as: Wiki.ada).isEmpty)
      #expect(try await counts(client) == [1, 0])
      #expect(try await status("a", client)["indexingStatus"].string == "NOT_INDEXED")
      try await client.advance(seconds: 1)
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
      #expect(try await counts(client) == [1, 1])
      #expect(try await status("a", client)["indexingStatus"].string == "INDEXED")
    }
  }

  @Test func `indexes in the background when the time comes, without a request`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      client.clock.advance(by: .seconds(60))
      var isIndexed = false
      for _ in 0..<1_000 where !isIndexed {
        isIndexed = try await status("a", client)["indexingStatus"].string == "INDEXED"
      }
      #expect(isIndexed)
    }
  }

  @Test func `finds the old content until the new one is indexed`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", body: "about cats")], client)
      try await client.advance(seconds: 60)
      try await Wiki.index([Wiki.document("A", body: "about dogs")], client)
      #expect(try await client.titles("cats", as: Wiki.ada) == ["a"])
      #expect(try await client.titles("dogs", as: Wiki.ada).isEmpty)
      try await client.advance(seconds: 60)
      #expect(try await client.titles("cats", as: Wiki.ada).isEmpty)
      #expect(try await client.titles("dogs", as: Wiki.ada) == ["A"])
      #expect(try await client.documentIDs(of: "wiki") == ["A"])
    }
  }

  @Test func `moves both times of a document when it is uploaded again`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      client.clock.advance(by: .milliseconds(1_500))
      try await Wiki.index([Wiki.document("a")], client)
      let status = try await status("a", client)
      #expect(status["lastUploadedAt"].string == "2026-09-21T14:13:21.500Z")
      #expect(status["lastIndexedAt"].string == "2026-09-21T14:13:21.500Z")
    }
  }

  @Test func `indexes at once when processing is asked for`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await Wiki.expectSuccess(client.index("processalldocuments"))
      try await client.settle()
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
    }
  }

  @Test func `deletes a document after the delay`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await client.advance(seconds: 60)
      try await Wiki.expectSuccess(
        client.index("deletedocument", ["datasource": "wiki", "objectType": "Page", "id": "A"]))
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
      #expect(try await status("a", client)["uploadStatus"].string == "NOT_UPLOADED")
      #expect(try await counts(client) == [0, 1])
      try await client.advance(seconds: 60)
      #expect(try await client.titles("nothing", as: Wiki.ada).isEmpty)
      #expect(try await counts(client) == [0, 0])
    }
  }

  @Test func `tells the events of a document, newest first, also after its deletion`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await client.advance(seconds: 60)
      try await Wiki.expectSuccess(
        client.index("deletedocument", ["datasource": "wiki", "objectType": "Page", "id": "a"]))
      try await client.advance(seconds: 60)
      try await Wiki.index([Wiki.document("a")], client)
      let answer = try await client.index(
        "debug/wiki/document/events", ["objectType": "Page", "docId": "A", "maxEvents": .integer(4)])
      let events = answer.json["lifeCycleEvents"].elements
      #expect(events.compactMap { $0["event"].string } == ["UPLOADED", "DELETED", "DELETION_REQUESTED", "INDEXED"])
      #expect(events.first?["timestamp"].string == "2026-09-21T14:15:20.000Z")
    }
  }

  @Test func `refuses events from too long ago and too many of them`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let old: JSONValue = ["objectType": "Page", "docId": "a", "startDate": "2026-08-21"]
      #expect(try await client.index("debug/wiki/document/events", old).status == 400)
      let many: JSONValue = ["objectType": "Page", "docId": "a", "maxEvents": .integer(101)]
      #expect(try await client.index("debug/wiki/document/events", many).status == 400)
    }
  }

  @Test func `tells permissions and whether their users and groups are known`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let permissions: JSONValue = ["allowedUsers": [["email": .string(Wiki.ada)]], "allowedGroups": ["team"]]
      try await Wiki.index([Wiki.document("a", permissions: permissions)], client)
      let reference: JSONValue = ["objectType": "Page", "docId": "a"]
      let before = try await client.index("debug/wiki/document", reference).json
      #expect(before["uploadedPermissions"] == permissions)
      #expect(before["status"]["permissionIdentityStatus"].string == "NOT_UPLOADED")
      try await Wiki.expectSuccess(
        client.index("indexgroup", ["datasource": "wiki", "group": ["name": "team"]]))
      let after = try await client.index("debug/wiki/document", reference).json
      #expect(after["status"]["permissionIdentityStatus"].string == "UPLOADED")
    }
  }

  @Test func `tells the status of several documents in the order they were asked for`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      let answer = try await client.index(
        "debug/wiki/documents",
        ["debugDocuments": [["objectType": "Page", "docId": "b"], ["objectType": "Page", "docId": "a"]]])
      let statuses = answer.json["documentStatuses"].elements
      #expect(statuses.compactMap { $0["docId"].string } == ["b", "a"])
      #expect(
        statuses.compactMap { $0["debugInfo"]?["status"]["uploadStatus"].string } == ["NOT_UPLOADED", "UPLOADED"])
    }
  }

  @Test func `counts documents by their object type`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a"), Wiki.document("b"), Wiki.document("a", type: "Note")], client)
      let counts = try await client.status(of: "wiki")["documents"]?["counts"]
      let expected: JSONValue = [
        ["objectType": "Note", "count": .integer(1)], ["objectType": "Page", "count": .integer(2)],
      ]
      #expect(counts?["uploaded"] == expected)
      #expect(counts?["indexed"] == expected)
    }
  }

  @Test func `indexes more documents than one batch holds`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      for page in 0..<3 {
        try await Wiki.index((0..<900).map { Wiki.document("\(page)-\($0)") }, client)
      }
      try await client.advance(seconds: 60)
      #expect(try await counts(client) == [2_700, 2_700])
      let processing = try await client.status(of: "wiki")["documents"]?["processingHistory"].elements
      #expect(processing?.count == 1)
    }
  }

  @Test func `changes permissions without touching the content`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await client.advance(seconds: 60)
      let update: JSONValue = [
        "datasource": "wiki", "objectType": "Page", "id": "a",
        "permissions": ["allowedUsers": [["email": .string(Wiki.ada)]]],
      ]
      try await Wiki.expectSuccess(client.index("updatepermissions", update))
      #expect(try await client.titles("nothing", as: Wiki.bob) == ["a"])
      try await client.advance(seconds: 60)
      #expect(try await client.titles("nothing", as: Wiki.bob).isEmpty)
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
    }
  }

  @Test func `changes permissions of an upload that still waits`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", body: "new words")], client)
      let update: JSONValue = [
        "datasource": "wiki", "viewURL": "https://wiki.example.com/a",
        "permissions": ["allowedUsers": [["email": .string(Wiki.ada)]]],
      ]
      try await Wiki.expectSuccess(client.index("updatepermissions", update))
      try await client.advance(seconds: 60)
      #expect(try await client.titles("new", as: Wiki.ada) == ["a"])
      #expect(try await client.titles("new", as: Wiki.bob).isEmpty)
    }
  }

  private func status(_ id: String, _ client: SandboxClient) async throws -> JSONValue? {
    try await client.index("debug/wiki/document", ["objectType": "Page", "docId": .string(id)]).json["status"]
  }

  /// Uploaded and indexed documents.
  private func counts(_ client: SandboxClient) async throws -> [Int64] {
    let counts = try await client.status(of: "wiki")["documents"]?["counts"]
    return ["uploaded", "indexed"].map { name in
      counts?[name].elements.reduce(0) { $0 + ($1["count"].integer ?? 0) } ?? 0
    }
  }
}
