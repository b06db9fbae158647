import AsyncHTTPClient
import GleanAPI
import Testing
import _DataOpsTestKit

@Suite struct `An error` {
  @Test(arguments: [
    (400, GleanError.Reason.badRequest(text: "said so")), (401, .unauthorized(detail: "said so")),
    (403, .forbidden(detail: "said so")), (404, .notFound(text: "said so")), (409, .conflict(text: "said so")),
    (410, .gone(text: "said so")), (413, .payloadTooLarge(text: "said so")), (422, .unprocessable(text: "said so")),
    (501, .serverError(status: 501, text: "said so")), (418, .unexpectedAnswer("status 418: said so")),
  ])
  func `is named by the status, and a refusal is not tried again`(status: Int, reason: GleanError.Reason) async throws {
    try await ScriptedServer.run(.status(status, "said so")) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) {
        try await client.indexDocument(IndexDocumentRequest(document: .sample("1")))
      }
      #expect(error?.reason == reason)
      #expect(error?.endpoint == .indexDocument)
      #expect(error?.attempts == 1)
      #expect(error?.isRetryable == false)
      #expect(error?.isOutcomeUnknown == (status >= 500))
      #expect(error?.excerpt == "said so")
      #expect(server.received.count == 1)
    }
  }

  @Test(arguments: [
    (#"{"message":"no such instance"}"#, "no such instance"),
    (#"{"error":"bad","message":"worse"}"#, "bad: worse"),
    (#"{"errorMessages":[{"source":"QUERY","errorMessage":"one"},{"errorMessage":"two"}]}"#, "one: two"),
    (#"{"type":"about:blank","title":"Bad","detail":"too bad"}"#, "Bad: too bad"),
    (#"{"other":1}"#, #"{"other":1}"#), ("{broken", "{broken"), ("", "no explanation given"),
    ("Token lacks scopes.\nRequires: [X]", "Token lacks scopes. Requires: [X]"),
  ])
  func `tells what the service said, whatever its shape`(body: String, text: String) async throws {
    try await ScriptedServer.run(.status(403, body, type: "application/json")) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "x")) }
      #expect(error?.reason == .forbidden(detail: text))
    }
  }

  @Test func `shows at most 500 characters of the answer`() async throws {
    try await ScriptedServer.run(.status(400, String(repeating: "é", count: 100_000))) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "x")) }
      #expect(error?.excerpt == String(repeating: "é", count: 500))
      #expect((error.map { "\($0)".count } ?? 0) < 600)
    }
  }

  @Test func `never repeats a token that the server echoes`() async throws {
    let echo = "bad header: Bearer \(Secret.indexing), not \(Secret.client)"
    try await ScriptedServer.run(.status(401, echo)) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.excerpt == "bad header: Bearer <redacted>, not <redacted>")
      var dumped = ""
      dump(error, to: &dumped)
      #expect(!dumped.contains(Secret.indexing))
      #expect(!dumped.contains(Secret.client))
    }
  }

  @Test func `never repeats a token, however the server writes it and wherever its answer is cut`() async throws {
    let token = "abc/def+" + String(repeating: "x", count: 1_400)
    let escaped = token.replacing("/", with: "\\/")
    let body = #"{"echo":"\#(escaped)","# + String(repeating: token, count: 46) + String(repeating: "y", count: 100_000)
    try await ScriptedServer.run(.status(400, body)) { server in
      let client = try GleanClient(
        baseURL: server.baseURL, indexingToken: BearerToken(token), clientToken: nil, configuration: .testing())
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      let excerpt = try #require(error?.excerpt)
      #expect(excerpt.hasPrefix(#"{"echo":"<redacted>",<redacted>"#))
      #expect(!excerpt.contains("abc"))
    }
  }

  @Test func `is one line that names the call and how often it was tried`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 2
    try await ScriptedServer.run(.status(500, "oops"), .status(503, "still\noops")) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) {
        try await client.deleteUser(DeleteUserRequest(datasource: "wiki", email: "a@x.example"))
      }
      #expect(
        error.map { "\($0)" }
          == "deleteuser: server error 503: still oops (after 2 attempts); it may have been executed")
      #expect(error?.isRetryable == true)
    }
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func `of a missing server says that nothing was executed`(host: String) async throws {
    try await RawServer.withClosedPort { port in
      let client = try GleanClient.testing("http://\(host):\(port)")
      let error = await #expect(throws: GleanError.self) {
        try await client.indexDocument(IndexDocumentRequest(document: .sample("1")))
      }
      #expect(error?.reason.isUnreachable == true, "\(String(describing: error))")
      #expect(error?.attempts == 5)
      #expect(error?.isOutcomeUnknown == false)
      #expect(error?.isRetryable == true)
    }
  }

  @Test func `of a server without TLS says that nothing was executed`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 1
    try await ScriptedServer.run { [configuration] server in
      let client = try GleanClient.testing("https://127.0.0.1:\(server.port)", configuration)
      let error = await #expect(throws: GleanError.self) {
        try await client.indexDocument(IndexDocumentRequest(document: .sample("1")))
      }
      #expect(error?.reason.isUnreachable == true, "\(String(describing: error))")
      #expect(error?.isOutcomeUnknown == false)
      #expect(server.received.isEmpty)
    }
  }

  @Test func `does not come from a given HTTP client that was left open`() async throws {
    try await ScriptedServer.run(.json("{}"), .json("{}")) { server in
      let http = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
      let client = try GleanClient(
        baseURL: server.baseURL, indexingToken: BearerToken(Secret.indexing), clientToken: nil,
        configuration: .testing(), httpClient: http)
      _ = try await client.debugDatasourceStatus("wiki")
      await client.shutdown()
      _ = try await client.debugDatasourceStatus("wiki")
      try await http.shutdown()
      #expect(server.received.count == 2)
    }
  }

  @Test func `of a client that was shut down says so`() async throws {
    try await ScriptedServer.run(.json("{}")) { server in
      let client = try GleanClient.testing(server.baseURL)
      _ = try await client.debugDatasourceStatus("wiki")
      await client.shutdown()
      await client.shutdown()
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.reason == .invalidConfiguration("the client was shut down"))
    }
  }
}

@Suite struct `A configuration` {
  typealias Change = @Sendable (inout GleanConfiguration) -> Void

  static let mistakes: [(name: String, change: Change)] = [
    ("attempts", { $0.attempts = 0 }), ("deadline", { $0.deadline = .zero }),
    ("attemptTimeout", { $0.attemptTimeout = .seconds(-1) }), ("maximumAnswerBytes", { $0.maximumAnswerBytes = 0 }),
    ("firstPause", { $0.firstPause = .seconds(-1) }), ("userAgent", { $0.userAgent = "a\nb" }),
    ("budget search", { $0.budget.search = GleanBudget.Rate(0, per: .seconds(1)) }),
    ("budget other", { $0.budget.other = GleanBudget.Rate(.nan, per: .seconds(1)) }),
    ("budget indexDocument", { $0.budget.indexDocument = GleanBudget.Rate(1, per: .zero) }),
    ("budget indexDocuments", { $0.budget.indexDocuments = GleanBudget.Rate(1, per: .seconds(Int64.max)) }),
    ("budget processingInterval", { $0.budget.processingInterval = .seconds(-1) }),
    ("connectTimeout", { $0.connectTimeout = .seconds(Int64.max) }),
    ("longestPause", { $0.longestPause = .seconds(Int64.max) }),
  ]

  @Test(arguments: mistakes.indices)
  func `that cannot work is refused by name`(index: Int) {
    var configuration = GleanConfiguration()
    Self.mistakes[index].change(&configuration)
    let error = #expect(throws: GleanError.self) {
      _ = try GleanClient.testing("https://acme-be.glean.com", configuration)
    }
    guard case .invalidConfiguration(let problem) = error?.reason else {
      Issue.record("expected invalidConfiguration")
      return
    }
    #expect(problem.hasPrefix(Self.mistakes[index].name))
  }
}
