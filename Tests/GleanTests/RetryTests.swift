import GleanAPI
import Testing
import _DataOpsTestKit

@Suite struct `A failed request` {
  private let document = IndexDocumentRequest(document: .sample("1"))

  @Test(arguments: [429, 500, 502, 503, 504])
  func `is sent again for a passing status`(status: Int) async throws {
    let clock = ManualClock()
    try await ScriptedServer.run(.status(status), .accepted) { [document] server in
      try await GleanClient.testing(server.baseURL, .testing(clock)).indexDocument(document)
      #expect(server.received.count == 2)
      #expect(server.received.first?.body == server.received.last?.body)
      #expect(clock.sleeps == [.milliseconds(375)])
    }
  }

  @Test func `waits twice as long each time, up to the longest pause`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.random = { 0 }
    configuration.longestPause = .seconds(3)
    try await ScriptedServer.run(.status(500), .status(500), .status(500), .status(500), .accepted) {
      [configuration, document] server in
      try await GleanClient.testing(server.baseURL, configuration).indexDocument(document)
      #expect(clock.sleeps == [.milliseconds(250), .milliseconds(500), .seconds(1), .milliseconds(1500)])
    }
  }

  @Test func `is given up after the attempts allowed`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 3
    try await ScriptedServer.run(.status(503), .status(503), .status(503, "last")) { [configuration, document] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason == .serverError(status: 503, text: "last"))
      #expect(error?.attempts == 3)
      #expect(server.received.count == 3)
    }
  }

  @Test func `waits for the seconds that the server asks for`() async throws {
    let clock = ManualClock()
    try await ScriptedServer.run(.status(429, retryAfter: "7"), .status(503, retryAfter: "11"), .accepted) {
      [document] server in
      try await GleanClient.testing(server.baseURL, .testing(clock)).indexDocument(document)
      #expect(clock.sleeps == [.seconds(7), .seconds(11)])
    }
  }

  @Test func `waits until the date that the server asks for`() async throws {
    let clock = ManualClock()
    // 1,790,000,000 seconds after 1970 is Mon, 21 Sep 2026 14:13:20 GMT.
    let later = ScriptedServer.Answer.status(429, retryAfter: "Mon, 21 Sep 2026 14:13:50 GMT")
    try await ScriptedServer.run(later, .accepted) { [document] server in
      try await GleanClient.testing(server.baseURL, .testing(clock)).indexDocument(document)
      #expect(clock.sleeps == [.seconds(30)])
    }
  }

  @Test func `is not sent again when the server asks for more patience than there is`() async throws {
    let clock = ManualClock()
    try await ScriptedServer.run(.status(429, "slow down", retryAfter: "3600")) { [document] server in
      let client = try GleanClient.testing(server.baseURL, .testing(clock))
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason == .rateLimited(retryAfter: .seconds(3600)))
      #expect(error?.isRetryable == true)
      #expect(error?.isOutcomeUnknown == false)
      #expect(error?.excerpt == "slow down")
      #expect(clock.sleeps.isEmpty)
    }
  }

  @Test func `is given up when the pause would pass the deadline`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.deadline = .seconds(20)
    try await ScriptedServer.run(.status(503, retryAfter: "15"), .status(503, "busy", retryAfter: "15")) {
      [configuration, document] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason == .serverError(status: 503, text: "busy"))
      #expect(error?.attempts == 2)
      #expect(clock.sleeps == [.seconds(15)])
    }
  }

  @Test(arguments: [RawServer.Answer.reset, .close, .text("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"x\":")])
  func `is sent again when the connection breaks`(answer: RawServer.Answer) async throws {
    let success = RawServer.Answer.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    try await RawServer.run(answer, success) { server in
      let client = try GleanClient.testing(server.baseURL)
      try await client.indexDocument(document)
      #expect(server.requestCount == 2)
    }
  }

  @Test func `leaves its outcome unknown when the connection breaks`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 1
    try await RawServer.run(.reset) { server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason.isConnectionLost == true)
      #expect(error?.isOutcomeUnknown == true)
      #expect(error?.isRetryable == true)
    }
  }

  @Test func `keeps its unknown outcome when a later attempt is refused`() async throws {
    try await ScriptedServer.run(.status(500), .status(409, "upload in progress")) { server in
      let client = try GleanClient.testing(server.baseURL)
      let page = BulkIndexDocumentsRequest(uploadId: "u", isFirstPage: true, datasource: "wiki", documents: [])
      let error = await #expect(throws: GleanError.self) { try await client.bulkIndexDocuments(page) }
      #expect(error?.reason == .conflict(text: "upload in progress"))
      #expect(error?.isOutcomeUnknown == true)
      #expect(error?.attempts == 2)
    }
  }

  @Test func `that only reads has no outcome to be unknown`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 1
    try await RawServer.run(.close) { server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "x")) }
      #expect(error?.reason.isConnectionLost == true)
      #expect(error?.isOutcomeUnknown == false)
    }
  }

  @Test func `is not sent again when that would do something else`() async throws {
    try await ScriptedServer.run(.status(500), .status(500)) { server in
      let client = try GleanClient.testing(server.baseURL)
      let rotation = await #expect(throws: GleanError.self) { try await client.rotateToken() }
      let processing = await #expect(throws: GleanError.self) { try await client.processAllDocuments() }
      #expect(server.received.count == 2)
      for error in [rotation, processing] {
        #expect(error?.attempts == 1)
        #expect(error?.isOutcomeUnknown == true)
        #expect(error?.isRetryable == false)
      }
    }
  }

  @Test func `is sent again even then when it certainly was not executed`() async throws {
    let clock = ManualClock()
    try await ScriptedServer.run(.status(429, retryAfter: "5"), .json(#"{"rawSecret":"new"}"#)) { server in
      _ = try await GleanClient.testing(server.baseURL, .testing(clock)).rotateToken()
      #expect(clock.sleeps == [.seconds(5)])
    }
  }

  @Test func `ends with its own time when no answer comes`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attemptTimeout = .milliseconds(50)
    configuration.attempts = 2
    try await ScriptedServer.run(.stalled, .stalled) { [configuration, document] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason == .timedOut(after: .milliseconds(50)))
      #expect(error?.attempts == 2)
      #expect(error?.isOutcomeUnknown == true)
      #expect(error?.isRetryable == true)
    }
  }

  @Test func `ends with its own time when an answer does not end`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.attemptTimeout = .milliseconds(200)
    configuration.attempts = 1
    var endless = ScriptedServer.Answer.json(#"{"documents":"#)
    endless.stallsWithinBody = true
    try await ScriptedServer.run(endless) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.reason == .timedOut(after: .milliseconds(200)))
    }
  }

  @Test func `gets no more time than the deadline leaves`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.deadline = .milliseconds(50)
    configuration.attempts = 1
    try await ScriptedServer.run(.stalled) { [configuration, document] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(document) }
      #expect(error?.reason == .timedOut(after: .milliseconds(50)))
    }
  }

  @Test func `ends as cancelled when its task is cancelled`() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    var stalled = ScriptedServer.Answer.stalled
    stalled.onRequest = { arrived.yield() }
    try await ScriptedServer.run(stalled) { [document] server in
      let client = try GleanClient.testing(server.baseURL)
      let call = Task { try await client.indexDocument(document) }
      for await _ in arrivals { break }
      call.cancel()
      let error = await #expect(throws: GleanError.self) { try await call.value }
      #expect(error?.reason == .cancelled)
      #expect(error?.isOutcomeUnknown == true)
      #expect(error?.isRetryable == false)
      #expect(server.received.count == 1)
    }
  }

  @Test func `of a task already cancelled was never sent`() async throws {
    let client = try GleanClient.testing("http://127.0.0.1:9")
    let call = Task { [document] in
      withUnsafeCurrentTask { $0?.cancel() }
      try await client.indexDocument(document)
    }
    let error = await #expect(throws: GleanError.self) { try await call.value }
    #expect(error?.reason == .cancelled)
    #expect(error?.attempts == 0)
    #expect(error?.isOutcomeUnknown == false)
  }
}
