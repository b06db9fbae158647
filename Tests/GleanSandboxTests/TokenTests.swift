import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct TokenTests {
  @Test(arguments: [nil, "Bearer nonsense", "Bearer the client token", "Bearer ", "Basic the indexing token"])
  func `refuses everything but the indexing token at the Indexing API`(authorization: String?) async throws {
    try await withSandbox { client in
      let answer = try await client.send(
        "POST", "/api/index/v1/adddatasource", body: Wiki.config.bytes(),
        headers: ["Authorization": authorization ?? ""])
      #expect(answer.status == 401)
    }
  }

  @Test(arguments: ["/rest/api/v1/search", "/rest/api/v1/adminsearch", "/api/search"])
  func `refuses the indexing token at the Client and Platform API`(path: String) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.send(
        "POST", path, body: Array(#"{"query":"a"}"#.utf8),
        headers: ["Authorization": "Bearer the indexing token", "X-Glean-ActAs": Wiki.ada])
      #expect(answer.status == 401)
    }
  }

  @Test func `asks for the user a global token acts as`() async throws {
    try await withSandbox { client in
      let answer = try await client.ask("/rest/api/v1/search", as: nil, ["query": "a"])
      #expect(answer.status == 400)
      #expect(answer.text == "Required header missing: X-Glean-ActAs\nNot allowed")
    }
  }

  @Test func `refuses to act as somebody nobody knows`() async throws {
    try await withSandbox { client in
      let answer = try await client.ask("/rest/api/v1/search", as: "ghost@example.com", ["query": "a"])
      #expect(answer.status == 401)
      #expect(answer.text == "Invalid identity")
    }
  }

  @Test func `rotates the token, and the old one works for ten more minutes`() async throws {
    try await withSandbox { client in
      let rotation = try await client.index("rotatetoken")
      let secret = try #require(rotation.json["rawSecret"].string)
      #expect(rotation.json["createdAt"].integer == 1_790_000_000)
      #expect(rotation.json["rotationPeriodMinutes"].integer == 1_440)

      try await client.advance(seconds: 599)
      #expect(try await client.index("adddatasource", Wiki.config).status == 200)
      try await client.advance(seconds: 1)
      #expect(try await client.index("adddatasource", Wiki.config).status == 401)
      let answer = try await client.index(
        "adddatasource", Wiki.config, headers: ["Authorization": "Bearer \(secret)"])
      #expect(answer.status == 200)
    }
  }

  @Test func `keeps a rotated token over a restart, until another one is configured`() async throws {
    let directory = TemporaryDirectory()
    var secret = ""
    try await withSandbox(directory: directory) { client in
      secret = try await client.index("rotatetoken").json["rawSecret"].string ?? ""
    }
    try await withSandbox(directory: directory) { client async throws in
      let headers = ["Authorization": "Bearer \(secret)"]
      #expect(try await client.index("adddatasource", Wiki.config, headers: headers).status == 200)
    }
    try await withSandbox(directory: directory, { $0.indexingToken = "a new token" }) { client async throws in
      let old = ["Authorization": "Bearer \(secret)"]
      let new = ["Authorization": "Bearer a new token"]
      #expect(try await client.index("adddatasource", Wiki.config, headers: old).status == 401)
      #expect(try await client.index("adddatasource", Wiki.config, headers: new).status == 200)
    }
  }

  @Test func `never prints a token`() {
    let token = SandboxToken("very secret")
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains("very"))
  }

  @Test func `compares whole tokens only`() {
    let token = SandboxToken("abc")
    #expect(token.matches("abc"))
    #expect(!token.matches("ab"))
    #expect(!token.matches("abcabc"))
    #expect(!token.matches(""))
    #expect(!SandboxToken("").matches(""))
  }
}
