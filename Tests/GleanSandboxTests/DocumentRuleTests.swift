import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct DocumentRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var document: JSONValue
    var text: String
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a URL that does not match",
      document: Wiki.document("a", and: ["viewURL": "https://other.example.com/a"]),
      text:
        #"View URL https://other.example.com/a does not match the URL Regex pattern ^https://wiki\.example\.com/.* for the datasource."#
    ),
    Case(
      testDescription: "an undeclared object type", document: Wiki.document("a", type: "Ticket"),
      text: "Object definitions not found for object types: Ticket (1)"),
    Case(
      testDescription: "no permissions", document: Wiki.document("a", permissions: nil),
      text: "Permissions are not specified"),
    Case(
      testDescription: "an unknown user",
      document: Wiki.document("a", permissions: ["allowedUsers": [["email": "ghost@example.com"]]]),
      text:
        "User ghost@example.com not found for datasource CUSTOM_WIKI, please index the user before adding permissions"
    ),
    Case(
      testDescription: "an empty URL", document: Wiki.document("a", and: ["viewURL": ""]),
      text: "viewUrl cannot be empty."),
    Case(
      testDescription: "a URL with a space",
      document: Wiki.document("a", and: ["viewURL": "https://wiki.example.com/a b"]),
      text: "Error parsing view URL https://wiki.example.com/a b: Illegal character in path at index 26"),
    Case(
      testDescription: "another datasource",
      document: Wiki.document("a", and: ["datasource": "other"]),
      text: "Document a names datasource other, not wiki."),
    Case(testDescription: "no id", document: Wiki.document(""), text: "Document id cannot be empty."),
    Case(
      testDescription: "a reserved property",
      document: Wiki.document("a", and: ["customProperties": [["name": "Department", "value": "Sales"]]]),
      text: "documents[1]: customProperties[0]: Custom property name Department is reserved."),
  ]

  @Test(arguments: cases) func `refuses the whole batch for one bad document`(_ bad: Case) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.index(
        "indexdocuments", ["datasource": "wiki", "documents": [Wiki.document("good"), bad.document]])
      #expect(answer.status == 400)
      #expect(answer.text == bad.text)
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
    }
  }

  @Test(arguments: cases) func `refuses the whole page of a bulk upload for one bad document, and starts none`(
    _ bad: Case
  ) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.index(
        "bulkindexdocuments",
        [
          "datasource": "wiki", "uploadId": "u", "isFirstPage": true,
          "documents": [Wiki.document("good"), bad.document],
        ])
      #expect(answer.status == 400)
      #expect(answer.text == bad.text)
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
      #expect(try await client.status(of: "wiki")["documents"]?["bulkUploadHistory"] == [])
    }
  }

  @Test func `refuses an id of more than 200 characters`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      #expect(try await Wiki.index(Wiki.document(String(repeating: "x", count: 200)), client).status == 200)
      #expect(try await Wiki.index(Wiki.document(String(repeating: "x", count: 201)), client).status == 400)
    }
  }

  @Test func `refuses a permission that names a user by neither address nor id`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await Wiki.index(Wiki.document("a", permissions: ["allowedUsers": [[:]]]), client)
      #expect(answer.status == 400)
      #expect(answer.text.hasSuffix("Email or Datasource Id must be specified for document user"))
    }
  }

  @Test(
    arguments: [
      "application/json", "application/xml", "text/css; charset=utf-8", "text/xml", "image/png", "audio/mpeg",
      "video/mp4",
      "application/zip", "application/vnd.rar",
    ])
  func `refuses content of an unsupported type`(mimeType: String) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let document = Wiki.document("a", and: ["body": ["mimeType": .string(mimeType), "textContent": "{}"]])
      #expect(try await Wiki.index(document, client).status == 400)
    }
  }

  @Test func `takes text out of HTML and base64`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let html = "<html><style>p { color: hidden }</style><p>Fish &amp; chips<script>secretcode()</script></p></html>"
      let binary = "cGxhdHlwdXM="
      try await Wiki.index(
        [
          Wiki.document("html", and: ["body": ["mimeType": "text/html", "textContent": .string(html)]]),
          Wiki.document("base64", and: ["body": ["mimeType": "text/plain", "binaryContent": .string(binary)]]),
        ], client)
      #expect(try await client.titles("chips", as: Wiki.ada) == ["html"])
      #expect(try await client.titles("secretcode", as: Wiki.ada).isEmpty)
      #expect(try await client.titles("platypus", as: Wiki.ada) == ["base64"])
    }
  }

  @Test func `accepts entity datasources without URLs`() async throws {
    try await withSandbox { client in
      try await Wiki.expectSuccess(
        client.index(
          "adddatasource",
          ["name": "wiki", "isEntityDatasource": true, "objectDefinitions": [["name": "Page"]]]))
      #expect(try await Wiki.index(Wiki.document("a", and: ["viewURL": ""]), client).status == 200)
    }
  }

  @Test func `takes an unnamed object definition for every type`() async throws {
    try await withSandbox { client in
      try await Wiki.expectSuccess(
        client.index("adddatasource", ["name": "wiki", "objectDefinitions": [["docCategory": "TICKETS"]]]))
      #expect(try await Wiki.index(Wiki.document("a", type: "Anything"), client).status == 200)
    }
  }

  @Test func `refuses an older version and accepts the same one again`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      func put(_ version: Int) async throws -> Int {
        try await client.index(
          "indexdocument", ["document": Wiki.document("a"), "version": JSONValue(version)]
        ).status
      }
      #expect(try await put(5) == 200)
      #expect(try await put(5) == 200)
      #expect(try await put(4) == 409)
      #expect(try await put(0) == 200)
    }
  }

  @Test(
    arguments: [
      ("^https://a\\.example\\.com/.*", "https://a.example.com/x", true),
      ("https://a\\.example\\.com/.*", "https://aXexample.com/x", false),
      ("https://a.example.com/.*", "https://aXexample.com/x", true),
      ("https://a\\.example\\.com", "https://a.example.com/x", false),
      ("https://(a|b)\\.example\\.com/\\d+", "https://b.example.com/42", true),
      ("https://(a|b)\\.example\\.com/\\d+", "https://b.example.com/42x", false),
      ("^https://a\\.example\\.com/.*$", "https://a.example.com/", true),
    ])
  func `matches a URL pattern as a whole`(pattern: String, url: String, matches: Bool) throws {
    #expect(try URLPattern(pattern).matches(url) == matches)
  }
}
