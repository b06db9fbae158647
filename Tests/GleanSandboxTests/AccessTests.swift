import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct AccessTests {
  @Test func `shows a document to the users it names and to nobody else`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let permissions: JSONValue = ["allowedUsers": [["email": "Ada@Example.com"]]]
      try await Wiki.index([Wiki.document("a", permissions: permissions)], client)
      #expect(try await readers(client) == [Wiki.ada])
    }
  }

  @Test func `knows users by their id in the datasource`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(
        client.index(
          "indexuser",
          ["datasource": "wiki", "user": ["email": .string(Wiki.bob), "name": "Bob", "userId": "U042"]]))
      let permissions: JSONValue = ["allowedUsers": [["datasourceUserId": "U042"]]]
      try await Wiki.index([Wiki.document("a", permissions: permissions)], client)
      #expect(try await readers(client) == [Wiki.bob])
    }
  }

  @Test func `follows groups within groups, however they are nested`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await join("inner", .user(Wiki.ada), client)
      try await join("middle", .group("inner"), client)
      try await join("outer", .group("middle"), client)
      try await join("inner", .group("outer"), client)
      try await Wiki.index([Wiki.document("a", permissions: ["allowedGroups": ["outer"]])], client)
      #expect(try await readers(client) == [Wiki.ada])
    }
  }

  @Test func `demands all groups of an intersection, and one intersection of several`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await join("red", .user(Wiki.ada), client)
      try await join("blue", .user(Wiki.ada), client)
      try await join("red", .user(Wiki.bob), client)
      try await join("green", .user(Wiki.eve), client)
      let permissions: JSONValue = [
        "allowedGroupIntersections": [["requiredGroups": ["red", "blue"]], ["requiredGroups": ["green"]]]
      ]
      try await Wiki.index([Wiki.document("a", permissions: permissions)], client)
      #expect(try await readers(client) == [Wiki.ada, Wiki.eve])
    }
  }

  @Test func `shows a document for all datasource users to those of the datasource`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(client.index("adddatasource", ["name": "other"]))
      try await Wiki.addUser("else@example.com", to: "other", client)
      try await Wiki.index(
        [Wiki.document("a", permissions: ["allowAllDatasourceUsersAccess": true])], client)
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
      #expect(try await client.titles("nothing", as: "else@example.com").isEmpty)
    }
  }

  @Test func `shows a document with empty permissions to nobody`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", permissions: [:])], client)
      #expect(try await readers(client).isEmpty)
    }
  }

  @Test func `shows nothing to users who are not active or were deleted`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let both: JSONValue = ["allowedUsers": [["email": .string(Wiki.ada)], ["email": .string(Wiki.bob)]]]
      try await Wiki.index([Wiki.document("a", permissions: both)], client)
      try await Wiki.expectSuccess(client.index("deleteuser", ["datasource": "wiki", "email": .string(Wiki.ada)]))
      try await Wiki.expectSuccess(
        client.index(
          "indexuser",
          ["datasource": "wiki", "user": ["email": .string(Wiki.bob), "name": "Bob", "isActive": false]]))
      #expect(try await access(Wiki.ada, client) == false)
      #expect(try await access(Wiki.bob, client) == false)
    }
  }

  @Test func `resolves identities of another datasource where the configuration says so`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(
        client.index(
          "adddatasource",
          [
            "name": "files", "identityDatasourceName": "wiki",
            "objectDefinitions": [["name": "Page"]],
          ]))
      try await join("team", .user(Wiki.ada), client)
      let document = Wiki.document(
        "a", datasource: "files",
        permissions: ["allowedGroups": ["team"], "allowedUsers": [["email": .string(Wiki.eve)]]])
      try await Wiki.expectSuccess(Wiki.index(document, client))
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
      #expect(try await client.titles("nothing", as: Wiki.eve) == ["a"])
      #expect(try await client.titles("nothing", as: Wiki.bob).isEmpty)
    }
  }

  @Test func `checks access as search would decide`() async throws {
    try await withSandbox({ $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [Wiki.document("a", permissions: ["allowedUsers": [["email": .string(Wiki.ada)]]])], client)
      #expect(try await access(Wiki.ada, client) == false)
      try await client.advance(seconds: 60)
      #expect(try await access(Wiki.ada, client) == true)
      #expect(try await access(Wiki.bob, client) == false)
    }
  }

  @Test func `hides a datasource that is not enabled from all but beta users`() async throws {
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      #expect(try await readers(client).isEmpty)
      #expect(try await client.status(of: "wiki")["datasourceVisibility"].string == "NOT_ENABLED")
      try await Wiki.expectSuccess(
        client.index("betausers", ["datasource": "wiki", "emails": ["Ada@example.com"]]))
      #expect(try await readers(client) == [Wiki.ada])
    }
  }

  @Test func `shows a datasource to the test group, then to all`() async throws {
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try await setVisibility(["visibility": "ENABLED_FOR_TEST_GROUP", "testGroup": [.string(Wiki.bob)]], client)
      #expect(try await readers(client) == [Wiki.bob])
      try await setVisibility(["visibility": "NOT_ENABLED"], client)
      #expect(try await readers(client).isEmpty)
      try await setVisibility(["visibility": "ENABLED_FOR_ALL"], client)
      #expect(try await readers(client) == [Wiki.ada, Wiki.bob, Wiki.eve])
    }
  }

  @Test func `searches as an administrator without permissions and visibility`() async throws {
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", permissions: [:])], client)
      let answer = try await client.ask("/rest/api/v1/adminsearch", as: Wiki.eve, ["query": "nothing"])
      #expect(answer.json["results"].elements.compactMap { $0["title"].string } == ["a"])
    }
  }

  /// The users of the wiki who find the document `a`.
  private func readers(_ client: SandboxClient) async throws -> [String] {
    var readers: [String] = []
    for user in [Wiki.ada, Wiki.bob, Wiki.eve] where try await !client.titles("nothing", as: user).isEmpty {
      readers.append(user)
    }
    return readers
  }

  private func access(_ email: String, _ client: SandboxClient) async throws -> Bool? {
    let answer = try await client.index(
      "checkdocumentaccess",
      ["datasource": "wiki", "objectType": "Page", "docId": "a", "userEmail": .string(email)])
    return answer.json["hasAccess"].map { $0 == true }
  }

  private func setVisibility(_ body: JSONValue, _ client: SandboxClient) async throws {
    try await Wiki.expectSuccess(
      client.send("PUT", "/__sandbox/datasources/wiki/visibility", body: body.bytes()))
  }
}
