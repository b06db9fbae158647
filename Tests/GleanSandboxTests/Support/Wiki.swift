import DataRecords
@testable import GleanSandbox

/// The datasource that most tests use: `wiki`, with the users ada, bob and eve.
enum Wiki {
  static let ada = "ada@example.com"
  static let bob = "bob@example.com"
  static let eve = "eve@example.com"

  static let config: JSONValue = [
    "name": "wiki", "displayName": "Wiki", "datasourceCategory": "KNOWLEDGE_HUB",
    "urlRegex": #"^https://wiki\.example\.com/.*"#,
    "objectDefinitions": [["name": "Page", "docCategory": "KNOWLEDGE_HUB"], ["name": "Note"]],
  ]

  /// Registers the datasource and its users.
  static func setUp(_ client: SandboxClient) async throws {
    try await expectSuccess(client.index("adddatasource", config))
    for email in [ada, bob, eve] { try await addUser(email, client) }
  }

  static func addUser(_ email: String, to datasource: String = "wiki", _ client: SandboxClient) async throws {
    try await expectSuccess(
      client.index(
        "indexuser", ["datasource": .string(datasource), "user": ["email": .string(email), "name": "Somebody"]]))
  }

  static let everybody: JSONValue = ["allowAnonymousAccess": true]

  static func document(
    _ id: String, title: String? = nil, body: String = "Nothing much", type: String = "Page",
    datasource: String = "wiki", permissions: JSONValue? = everybody, and extra: KeyValuePairs<String, JSONValue> = [:]
  ) -> JSONValue {
    var members: [JSONObject.Member] = [
      .init(name: "datasource", value: .string(datasource)), .init(name: "objectType", value: .string(type)),
      .init(name: "id", value: .string(id)), .init(name: "title", value: .string(title ?? id)),
      .init(name: "viewURL", value: .string("https://wiki.example.com/\(id)")),
      .init(name: "body", value: ["mimeType": "text/plain", "textContent": .string(body)]),
    ]
    if let permissions { members.append(.init(name: "permissions", value: permissions)) }
    for (key, value) in extra {
      members.removeAll { $0.name == key }
      members.append(.init(name: key, value: value))
    }
    return .object(JSONObject(members))
  }

  static func index(_ document: JSONValue, _ client: SandboxClient) async throws -> SandboxClient.Answer {
    try await client.index("indexdocument", ["document": document])
  }

  static func index(_ documents: [JSONValue], _ client: SandboxClient) async throws {
    try await expectSuccess(
      client.index("indexdocuments", ["datasource": "wiki", "documents": .array(documents)]))
  }

  /// One page of a bulk upload of documents.
  static func page(
    _ upload: String, _ ids: [String], first: Bool = false, last: Bool = false, restart: Bool = false,
    unguarded: Bool = false
  ) -> JSONValue {
    .compact([
      "uploadId": .string(upload), "datasource": "wiki", "documents": .array(ids.map { document($0) }),
      "isFirstPage": first ? true : nil, "isLastPage": last ? true : nil,
      "forceRestartUpload": restart ? true : nil, "disableStaleDocumentDeletionCheck": unguarded ? true : nil,
    ])
  }

  static func expectSuccess(_ answer: SandboxClient.Answer) throws {
    guard answer.status == 200 else { throw Unexpected(text: "\(answer.status): \(answer.text)") }
  }
}
