import GleanAPI
import Logging
import Synchronization
import Testing
import _DataOpsTestKit

@Suite struct `The log` {
  @Test func `has a line for each request with method, path, status, attempt and duration`() async throws {
    let lines = LogLines()
    try await ScriptedServer.run(.status(503, "busy"), .json("{}")) { server in
      let client = try GleanClient.testing(server.baseURL, logger: lines.logger(level: .debug))
      _ = try await client.debugDatasourceStatus("wiki")
    }
    let all = lines.all
    #expect(all.map(\.level) == [.debug, .debug])
    #expect(all.map { $0.metadata["status"] } == ["503", "200"])
    #expect(all.map { $0.metadata["attempt"] } == ["1", "2"])
    #expect(all.map { $0.metadata["path"] } == Array(repeating: "/api/index/v1/debug/wiki/status", count: 2))
    #expect(all.map { $0.metadata["method"] } == ["POST", "POST"])
    #expect(all.allSatisfy { $0.metadata["duration"] != nil })
  }

  @Test func `says why there was no answer`() async throws {
    let lines = LogLines()
    var configuration = GleanConfiguration.testing()
    configuration.attempts = 1
    try await RawServer.withClosedPort { port in
      let client = try GleanClient.testing(
        "http://127.0.0.1:\(port)", configuration, logger: lines.logger(level: .debug))
      await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
    }
    #expect(lines.all.map { $0.metadata["status"] } == ["unreachable"])
  }

  @Test func `has no token and no body at any level`() async throws {
    let lines = LogLines()
    let echo = ScriptedServer.Answer.status(401, "answer-body \(Secret.indexing)")
    try await ScriptedServer.run(.accepted, echo, .json(#"{"rawSecret":"brand-new-secret"}"#)) { server in
      let client = try GleanClient.testing(server.baseURL, logger: lines.logger(level: .trace))
      try await client.indexDocument(IndexDocumentRequest(document: .sample("request-body")))
      await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      _ = try await client.rotateToken()
    }
    let text = lines.all.map { "\($0)" }.joined()
    #expect(lines.all.count == 3)
    for secret in [Secret.indexing, Secret.client, "brand-new-secret", "request-body", "answer-body", "Bearer"] {
      #expect(!text.contains(secret))
    }
  }
}

/// Collects what is logged.
private final class LogLines: Sendable {
  struct Line: Sendable {
    var level: Logger.Level
    var message: String
    var metadata: [String: String]
  }

  private let lines = Mutex<[Line]>([])

  var all: [Line] {
    lines.withLock { $0 }
  }

  func logger(level: Logger.Level) -> Logger {
    var logger = Logger(label: "test", factory: { _ in Handler(lines: self) })
    logger.logLevel = level
    return logger
  }

  private func add(_ line: Line) {
    lines.withLock { $0.append(line) }
  }

  private struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let values = (event.metadata ?? [:]).mapValues { "\($0)" }
      lines.add(Line(level: event.level, message: "\(event.message)", metadata: values))
    }
  }
}
