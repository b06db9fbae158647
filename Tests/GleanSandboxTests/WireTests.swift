import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct WireTests {
  @Test func `answers success with 200 and no body where the specification declares none`() async throws {
    try await withSandbox { client in
      let answer = try await client.index("adddatasource", Wiki.config)
      #expect(answer.status == 200)
      #expect(answer.text.isEmpty)
      #expect(answer.contentType == nil)
    }
  }

  @Test func `answers JSON with the content type that the official client compares byte for byte`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let status = try await client.index("debug/wiki/status")
      let access = try await client.index(
        "checkdocumentaccess",
        ["datasource": "wiki", "objectType": "Page", "docId": "a", "userEmail": "ada@example.com"])
      let search = try await client.search("a", as: Wiki.ada)
      for answer in [status, access, search] {
        #expect(answer.status == 200)
        #expect(answer.contentType == "application/json; charset=UTF-8")
      }
    }
  }

  @Test(arguments: ["{", "nothing", #"{"name":"a"} x"#, "{\"name\":\"\u{1}\"}", "[1,]", #"{"name":01}"#])
  func `refuses what is not JSON with plain text`(body: String) async throws {
    try await withSandbox { client in
      let answer = try await client.send(
        "POST", "/api/index/v1/adddatasource", body: Array(body.utf8),
        headers: ["Authorization": "Bearer the indexing token"])
      #expect(answer.status == 400)
      #expect(answer.contentType == "text/plain; charset=UTF-8")
      #expect(answer.text.hasPrefix("The request body is not valid JSON: "))
    }
  }

  @Test func `refuses a missing body`() async throws {
    try await withSandbox { client async throws in
      #expect(try await client.index("adddatasource").status == 400)
    }
  }

  @Test func `names the unknown top-level field`() async throws {
    try await withSandbox { client in
      let answer = try await client.index("indexdocument", ["document": Wiki.document("a"), "datasource": "wiki"])
      #expect(answer.status == 400)
      #expect(answer.text == "unrecognized field: datasource")
    }
  }

  @Test func `says where a value has the wrong type`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let wrong = Wiki.document("b", and: ["title": .integer(7)])
      let answer = try await client.index(
        "indexdocuments", ["datasource": "wiki", "documents": [Wiki.document("a"), wrong]])
      #expect(answer.status == 400)
      #expect(answer.text == "documents[1]: title: expected a string, found a number")
    }
  }

  @Test func `refuses a boolean as the value of a custom property`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let document = Wiki.document("a", and: ["customProperties": [["name": "done", "value": true]]])
      #expect(try await Wiki.index(document, client).status == 400)
    }
  }

  @Test func `names the missing field`() async throws {
    try await withSandbox { client in
      let answer = try await client.index("indexdocuments", ["documents": []])
      #expect(answer.status == 400)
      #expect(answer.text == "required field missing: datasource")
    }
  }

  @Test func `refuses a body that is too large with 413`() async throws {
    try await withSandbox { client in
      let answer = try await client.send(
        "POST", "/api/index/v1/indexdocuments", body: Array(repeating: 0x20, count: 7 << 20),
        headers: ["Authorization": "Bearer the indexing token"])
      #expect(answer.status == 413)
    }
  }

  @Test func `reads a page of five mebibytes`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let text = String(repeating: "lorem ipsum ", count: 420_000)
      #expect(try await Wiki.index(Wiki.document("big", body: text), client).status == 200)
    }
  }

  @Test func `ignores the request's content type, as curl sends another one`() async throws {
    try await withSandbox { client in
      let answer = try await client.index(
        "adddatasource", Wiki.config, headers: ["Content-Type": "application/x-www-form-urlencoded"])
      #expect(answer.status == 200)
    }
  }

  @Test(arguments: ["/nothing", "/api/index/v1/deletedatasource", "/api/index/v2/adddatasource", "/rest/api/v1/chat"])
  func `answers 404 to paths it does not have`(path: String) async throws {
    try await withSandbox { client in
      let token = path.hasPrefix("/rest") || path.hasPrefix("/api/index/v2") ? "the client token" : "the indexing token"
      let answer = try await client.send(
        "POST", path, body: [], headers: ["Authorization": "Bearer \(token)"])
      #expect(answer.status == 404)
    }
  }
}
