import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct DatasourceTests {
  @Test func `replaces the whole configuration when a datasource is added again`() async throws {
    try await withSandbox { client in
      try await Wiki.expectSuccess(
        client.index("adddatasource", ["name": "wiki", "displayName": "One", "homeUrl": "https://example.com"]))
      try await Wiki.expectSuccess(client.index("adddatasource", ["name": "WIKI", "displayName": "Two"]))
      let config = try await client.index("getdatasourceconfig", ["datasource": "wiki"]).json
      #expect(config == ["name": "CUSTOM_WIKI", "displayName": "Two"])
    }
  }

  @Test(arguments: ["", "with-dash", "with space", "with_underscore", "ümlaut", "a/b"])
  func `refuses names of anything but letters and digits`(name: String) async throws {
    try await withSandbox { client async throws in
      #expect(try await client.index("adddatasource", ["name": .string(name)]).status == 400)
    }
  }

  @Test func `refuses values outside an enumeration`() async throws {
    try await withSandbox { client in
      let answer = try await client.index("adddatasource", ["name": "wiki", "datasourceCategory": "WIKI"])
      #expect(answer.status == 400)
      #expect(answer.text == "datasourceCategory: unknown value WIKI")
    }
  }

  @Test func `refuses a regular expression that is none`() async throws {
    try await withSandbox { client async throws in
      #expect(try await client.index("adddatasource", ["name": "wiki", "urlRegex": "https://(["]).status == 400)
    }
  }

  @Test func `refuses object types with an underscore`() async throws {
    try await withSandbox { client in
      let answer = try await client.index(
        "adddatasource", ["name": "wiki", "objectDefinitions": [["name": "wiki_page"]]])
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: ["getdatasourceconfig", "betausers", "processalldocuments", "debug/nobody/status"])
  func `refuses an unknown datasource with 400`(path: String) async throws {
    try await withSandbox { client in
      let body: JSONValue? =
        switch path {
        case "betausers": ["datasource": "nobody", "emails": []]
        case "debug/nobody/status": nil
        default: ["datasource": "nobody"]
        }
      let answer = try await client.index(path, body)
      #expect(answer.status == 400)
      #expect(answer.text == "Invalid datasource: nobody")
    }
  }

  @Test func `answers 410 for removed endpoints`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      client.clock.advance(by: .seconds(365 * 86_400))
      let answer = try await client.index("getdocumentcount", ["datasource": "wiki"])
      #expect(answer.status == 410)
    }
  }

  @Test func `serves deprecated endpoints with a warning until their removal date`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a"), Wiki.document("b")], client)
      let count = try await client.index("getdocumentcount", ["datasource": "wiki"])
      #expect(count.json["documentCount"].integer == 2)
      let warning = try #require(count.headers["x-glean-deprecated"])
      #expect(warning.contains("removal=2026-10-15"))
      #expect(try await client.index("getusercount", ["datasource": "wiki"]).json["userCount"].integer == 3)
      let status = try await client.index(
        "getdocumentstatus", ["datasource": "wiki", "objectType": "Page", "docId": "A"])
      #expect(status.json["uploadStatus"].string == "UPLOADED")
      #expect(status.json["lastIndexedAt"].integer == 1_790_000_000)
    }
  }

  @Test func `behaves as after the removal when the client asks for that`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.index(
        "getusercount", ["datasource": "wiki"], headers: ["X-Glean-Exclude-Deprecated-After": "2026-10-15"])
      #expect(answer.status == 410)
    }
  }

  @Test func `serves removed endpoints when told to`() async throws {
    try await withSandbox({ $0.servesRemovedEndpoints = true }) { client in
      try await Wiki.setUp(client)
      client.clock.advance(by: .seconds(365 * 86_400))
      #expect(try await client.index("getusercount", ["datasource": "wiki"]).status == 200)
    }
  }
}
