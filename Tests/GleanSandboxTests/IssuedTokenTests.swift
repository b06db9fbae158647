import DataRecords
import Foundation
import GRDB
import Testing

@testable import GleanSandbox

@Suite struct IssuedTokenTests {
  @Test func `tells a secret once, and lists tokens without it`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory) { client in
      let token = try await client.issue([
        "kind": "INDEXING", "name": "pipeline", "datasources": ["Wiki"], "allowedAddresses": ["127.0.0.0/8"],
        "rotationPeriodMinutes": .integer(2_880), "expiresInSeconds": .integer(3_600),
      ])
      #expect(
        try await client.tokens()[token.id] == [
          "id": .integer(token.id), "name": "pipeline", "state": "ACTIVE", "kind": "INDEXING", "datasources": ["wiki"],
          "allowedAddresses": ["127.0.0.0/8"], "rotationPeriodMinutes": .integer(2_880), "configured": false,
          "createdAt": "2026-09-21T14:13:20.000Z", "expiresAt": "2026-09-21T15:13:20.000Z",
        ])
      #expect(!(try await client.console("GET", "tokens").text.contains(token.secret)))
    }
    for name in ["sandbox.sqlite", "sandbox.sqlite-wal"] {
      guard let data = FileManager.default.contents(atPath: "\(directory.path)/\(name)") else { continue }
      #expect(data.range(of: Data("the indexing token".utf8)) == nil)
    }
  }

  @Test func `gives an indexing token an end when none is asked for, and a client token none`() async throws {
    try await withSandbox { client in
      let indexing = try await client.issue(["kind": "INDEXING"])
      let search = try await client.issue(["kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"]])
      let tokens = try await client.tokens()
      #expect(tokens[indexing.id]?["expiresAt"]?.string == "2027-09-21T14:13:20.000Z")
      #expect(tokens[search.id]?["expiresAt"] == nil)
    }
  }

  @Test func `lets a token at its own datasources only, at every endpoint`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(client.index("adddatasource", ["name": "other"]))
      let token = try await client.issue(["kind": "INDEXING", "datasources": ["other"]])
      for (path, body) in Self.requests {
        let answer = try await token.index(path, body)
        #expect(answer.status == 401, "\(path)")
        #expect(
          answer.text
            == "Token does not have necessary scopes.\nRequires either global scope, or the following scopes: [WIKI]",
          "\(path)")
      }
      #expect(try await token.index("debug/OTHER/status").status == 200)
      #expect(try await token.index("adddatasource", ["name": "Other"]).status == 200)
    }
  }

  /// One request for each endpoint that names a datasource.
  static let requests: [(String, JSONValue?)] = {
    let document = ["datasource": "wiki", "objectType": "Page", "docId": "a"] as JSONValue
    let bulk: [(String, String)] = [
      ("bulkindexdocuments", "documents"), ("bulkindexusers", "users"), ("bulkindexgroups", "groups"),
      ("bulkindexmemberships", "memberships"),
    ]
    var requests: [(String, JSONValue?)] = bulk.map { path, items in
      var members: [JSONObject.Member] = [
        .init(name: "datasource", value: "wiki"), .init(name: "uploadId", value: "u"),
        .init(name: items, value: []), .init(name: "isFirstPage", value: true),
      ]
      if items == "memberships" { members.append(.init(name: "group", value: "g")) }
      return (path, .object(JSONObject(members)))
    }
    requests += [
      ("adddatasource", Wiki.config), ("getdatasourceconfig", ["datasource": "wiki"]),
      ("indexdocument", ["document": Wiki.document("a")]),
      ("indexdocuments", ["datasource": "wiki", "documents": []]),
      ("deletedocument", ["datasource": "wiki", "objectType": "Page", "id": "a"]),
      ("updatepermissions", ["datasource": "wiki", "objectType": "Page", "id": "a", "permissions": [:]]),
      ("processalldocuments", ["datasource": "wiki"]), ("processallmemberships", ["datasource": "wiki"]),
      ("indexuser", ["datasource": "wiki", "user": ["email": "a@example.com", "name": "A"]]),
      ("indexgroup", ["datasource": "wiki", "group": ["name": "g"]]),
      ("indexmembership", ["datasource": "wiki", "membership": ["groupName": "g", "memberUserId": "a"]]),
      ("deletemembership", ["datasource": "wiki", "membership": ["groupName": "g", "memberUserId": "a"]]),
      ("deleteuser", ["datasource": "wiki", "email": "a@example.com"]),
      ("deletegroup", ["datasource": "wiki", "groupName": "g"]),
      ("betausers", ["datasource": "wiki", "emails": []]),
      (
        "checkdocumentaccess",
        ["datasource": "wiki", "objectType": "Page", "docId": "a", "userEmail": "a@example.com"]
      ),
      ("debug/wiki/status", nil), ("debug/wiki/document", ["objectType": "Page", "docId": "a"]),
      ("debug/wiki/documents", ["debugDocuments": []]),
      ("debug/wiki/document/events", ["objectType": "Page", "docId": "a"]),
      ("debug/wiki/user", ["email": "a@example.com"]),
      ("getdocumentcount", ["datasource": "wiki"]), ("getusercount", ["datasource": "wiki"]),
      ("getdocumentstatus", document),
    ]
    return requests
  }()

  @Test func `says the same of a datasource that does not exist`() async throws {
    try await withSandbox { client in
      let token = try await client.issue(["kind": "INDEXING", "datasources": ["wiki"]])
      let answer = try await token.index("getdatasourceconfig", ["datasource": "interviews"])
      #expect(answer.status == 401)
      #expect(answer.text.hasSuffix("the following scopes: [INTERVIEWS]"))
    }
  }

  @Test(arguments: ["processalldocuments", "processallmemberships"])
  func `demands global scope of a call for every datasource`(path: String) async throws {
    try await withSandbox { client in
      let token = try await client.issue(["kind": "INDEXING", "datasources": ["wiki"]])
      #expect(try await token.index(path).status == 401)
      #expect(try await client.index(path).status == 200)
    }
  }

  @Test func `refuses a search to a client token without that scope`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "CLIENT_GLOBAL", "scopes": ["DOCUMENTS", "DOCPERMISSIONS"]])
      let answer = try await token.search("a", as: Wiki.ada)
      #expect(answer.status == 403)
      #expect(answer.text == "Token does not have necessary scopes.\nRequires the following scopes: [SEARCH]")
      #expect(
        try await client.issue(["kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"]]).search("a", as: Wiki.ada).status == 200)
    }
  }

  @Test func `lets a user's token search as that user without naming anybody`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [
          Wiki.document("hers", permissions: ["allowedUsers": [["email": .string(Wiki.ada)]]]),
          Wiki.document("his", permissions: ["allowedUsers": [["email": .string(Wiki.bob)]]]),
        ], client)
      let token = try await client.issue(["kind": "CLIENT_USER", "user": "Ada@example.com", "scopes": ["SEARCH"]])
      let answer = try await token.search("nothing")
      #expect(answer.json["results"].elements.compactMap { $0["title"].string } == ["hers"])
    }
  }

  @Test func `refuses a user's token that acts as somebody else`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "CLIENT_USER", "user": .string(Wiki.ada), "scopes": ["SEARCH"]])
      let answer = try await token.search("nothing", as: Wiki.bob)
      #expect(answer.status == 403)
      #expect(answer.text == "Not allowed")
      #expect(try await token.search("nothing", as: Wiki.ada).status == 200)
    }
  }

  @Test func `refuses a token of the other kind, both ways`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let indexing = try await client.issue(["kind": "INDEXING"])
      let search = try await client.issue(["kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"]])
      #expect(try await indexing.search("a", as: Wiki.ada).status == 401)
      #expect(try await search.index("debug/wiki/status").status == 401)
    }
  }

  @Test func `refuses a token from its expiry on, and takes it again with a later one`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "INDEXING", "expiresInSeconds": .integer(60)])
      try await client.advance(seconds: 59)
      #expect(try await token.index("debug/wiki/status").status == 200)
      try await client.advance(seconds: 1)
      #expect(try await token.index("debug/wiki/status").status == 401)
      #expect(try await client.tokens()[token.id]?["state"]?.string == "EXPIRED")
      let answer = try await client.console("PUT", "tokens/\(token.id)/expiry", ["expiresInSeconds": .integer(60)])
      #expect(answer.json["state"]?.string == "ACTIVE")
      #expect(try await token.index("debug/wiki/status").status == 200)
    }
  }

  @Test func `expires a token on request`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "INDEXING"])
      try await client.console("PUT", "tokens/\(token.id)/expiry", ["expiresAt": "2026-09-21T14:13:20Z"])
      #expect(try await token.index("debug/wiki/status").status == 401)
    }
  }

  @Test func `refuses a revoked token for good`() async throws {
    let directory = TemporaryDirectory()
    var secret = ""
    try await withSandbox(directory: directory) { client in
      let token = try await client.issue(["kind": "INDEXING"])
      secret = token.secret
      #expect(try await client.console("POST", "tokens/\(token.id)/revoke").json["state"]?.string == "REVOKED")
      try await client.console("PUT", "tokens/\(token.id)/expiry", ["expiresInSeconds": .integer(60)])
      #expect(try await token.index("adddatasource", Wiki.config).status == 401)
    }
    try await withSandbox(directory: directory) { client async throws in
      let headers = ["Authorization": "Bearer \(secret)"]
      #expect(try await client.index("adddatasource", Wiki.config, headers: headers).status == 401)
    }
  }

  @Test func `refuses a token from an address outside its list with 403`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let elsewhere = try await client.issue(["kind": "INDEXING", "allowedAddresses": ["10.0.0.0/8", "2001:db8::/32"]])
      #expect(try await elsewhere.index("debug/wiki/status").status == 403)
      let here = try await client.issue(["kind": "INDEXING", "allowedAddresses": ["10.0.0.0/8", "127.0.0.1"]])
      #expect(try await here.index("debug/wiki/status").status == 200)
    }
  }

  @Test func `makes a token unusable that is not rotated in its period`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "INDEXING", "rotationPeriodMinutes": .integer(1_440)])
      try await client.advance(seconds: 86_399)
      let rotation = try await token.index("rotatetoken")
      #expect(rotation.json["rotationPeriodMinutes"]?.integer == 1_440)
      let secret = try #require(rotation.json["rawSecret"]?.string)
      let rotated = NewToken(id: token.id, secret: secret, client: client)
      try await client.advance(seconds: 86_399)
      #expect(try await rotated.index("debug/wiki/status").status == 200)
      try await client.advance(seconds: 1)
      #expect(try await rotated.index("debug/wiki/status").status == 401)
    }
  }

  @Test func `keeps everything but the secret of a token that is rotated`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let token = try await client.issue([
        "kind": "INDEXING", "datasources": ["wiki"], "rotationPeriodMinutes": .integer(1_440),
        "expiresInSeconds": .integer(7_200),
      ])
      let before = try await client.tokens()[token.id]
      let secret = try #require(try await token.index("rotatetoken").json["rawSecret"]?.string)
      let rotated = NewToken(id: token.id, secret: secret, client: client)
      #expect(try await client.tokens()[token.id] == before)
      #expect(try await rotated.index("getdatasourceconfig", ["datasource": "other"]).status == 401)
      try await client.advance(seconds: 7_200)
      #expect(try await rotated.index("debug/wiki/status").status == 401)
    }
  }

  @Test func `does not rotate a token that was made without a rotation period`() async throws {
    try await withSandbox { client async throws in
      let token = try await client.issue(["kind": "INDEXING"])
      #expect(try await token.index("rotatetoken").status == 400)
    }
  }

  @Test func `keeps issued tokens over a restart`() async throws {
    let directory = TemporaryDirectory()
    var secret = ""
    try await withSandbox(directory: directory) { client in
      secret = try await client.issue(["kind": "INDEXING", "datasources": ["wiki"]]).secret
    }
    try await withSandbox(directory: directory) { client async throws in
      let token = NewToken(id: 0, secret: secret, client: client)
      #expect(try await token.index("adddatasource", Wiki.config).status == 200)
      #expect(try await token.index("adddatasource", ["name": "other"]).status == 401)
    }
  }

  @Test func `gives the tokens of the configuration a new life at the next start`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory) { client in
      for id in try await client.tokens().keys {
        try await client.console("PUT", "tokens/\(id)/expiry", ["expiresInSeconds": .integer(0)])
      }
      #expect(try await client.index("adddatasource", Wiki.config).status == 401)
    }
    try await withSandbox(directory: directory) { client async throws in
      #expect(try await client.index("adddatasource", Wiki.config).status == 200)
    }
  }

  /// The first format kept the secrets of a rotation as they were.
  @Test func `takes up a rotation of the first format`() async throws {
    let directory = TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: directory.path + "/sandbox.sqlite")
    try await queue.write { db in
      try db.execute(sql: Schema.steps[0])
      try db.execute(sql: "PRAGMA user_version = 1; PRAGMA application_id = \(Schema.applicationID)")
      try db.execute(
        sql: "INSERT INTO token_rotation VALUES (1, 'the indexing token', 'newer', 'older', 1790000300000)")
    }
    try queue.close()
    try await withSandbox(directory: directory) { client in
      func status(_ secret: String) async throws -> Int {
        try await NewToken(id: 0, secret: secret, client: client).index("adddatasource", Wiki.config).status
      }
      #expect(try await status("newer") == 200)
      #expect(try await status("older") == 200)
      #expect(try await status("the indexing token") == 401)
      try await client.advance(seconds: 300)
      #expect(try await status("older") == 401)
      #expect(try await status("newer") == 200)
    }
  }

  @Test(
    arguments: [
      [:], ["kind": "ADMIN"], ["kind": "CLIENT_GLOBAL"], ["kind": "CLIENT_GLOBAL", "scopes": []],
      ["kind": "CLIENT_GLOBAL", "scopes": ["EVERYTHING"]], ["kind": "CLIENT_USER", "scopes": ["SEARCH"]],
      ["kind": "INDEXING", "scopes": ["SEARCH"]], ["kind": "INDEXING", "datasources": []],
      ["kind": "INDEXING", "rotationPeriodMinutes": .integer(1_439)],
      ["kind": "INDEXING", "allowedAddresses": ["10.0.0.0/33"]], ["kind": "INDEXING", "expiresInSeconds": .integer(0)],
      ["kind": "INDEXING", "expiresAt": "tomorrow"], ["kind": "INDEXING", "secret": "mine"],
    ] as [JSONValue])
  func `refuses to make a token that means nothing`(grant: JSONValue) async throws {
    try await withSandbox { client async throws in
      #expect(try await client.console("POST", "tokens", grant).status == 400)
      #expect(try await client.tokens().count == 2)
    }
  }

  @Test func `answers 404 for a token that does not exist`() async throws {
    try await withSandbox { client async throws in
      #expect(try await client.console("POST", "tokens/99/revoke").status == 404)
      #expect(try await client.console("POST", "tokens/x/revoke").status == 404)
      let body: JSONValue = ["expiresInSeconds": .integer(1)]
      #expect(try await client.console("PUT", "tokens/99/expiry", body).status == 404)
    }
  }
}
