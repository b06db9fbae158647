import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// An HTTP server on this machine that gives the answers of a script, one per request, and remembers the requests.
///
/// A request beyond the script is answered with 599, which no test expects.
final class ScriptedServer: Sendable {
  /// One answer of the script.
  struct Answer: Sendable {
    var status = 200
    var fields: [(String, String)] = []
    var body: [UInt8] = []
    /// Never answers; the request ends with the server or with the client's patience.
    var isStalled = false
    /// Sends the body and then nothing more, although more was promised.
    var stallsWithinBody = false
    /// The client's clock as this answer finds it may be moved here.
    var onRequest: @Sendable () -> Void = {}

    static let accepted = Answer()
    static let stalled = Answer(isStalled: true)

    static func json(_ text: String) -> Answer {
      Answer(fields: [("Content-Type", "application/json; charset=UTF-8")], body: Array(text.utf8))
    }

    static func status(_ status: Int, _ text: String = "", retryAfter: String? = nil, type: String = "text/plain")
      -> Answer
    {
      var fields = [("Content-Type", type)]
      if let retryAfter { fields.append(("Retry-After", retryAfter)) }
      return Answer(status: status, fields: fields, body: Array(text.utf8))
    }
  }

  /// A request as it arrived.
  struct Received: Sendable {
    var method: String
    var path: String
    var fields: [String: String]
    var body: String
  }

  let port: Int
  private let script: Script

  var baseURL: String {
    "http://127.0.0.1:\(port)"
  }

  var received: [Received] {
    script.received.withLock { $0 }
  }

  private init(port: Int, script: Script) {
    self.port = port
    self.script = script
  }

  /// Runs a server with a script as long as `body` runs.
  static func run<Result: Sendable>(
    _ answers: Answer..., body: @Sendable (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let script = Script(answers)
    let (ports, announcePort) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "scripted-server")
    logger.logLevel = .critical
    let application = Application(
      responder: CallbackResponder { request, _ in try await script.respond(to: request) }
        as CallbackResponder<BasicRequestContext>,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in announcePort.yield(channel.localAddress?.port ?? 0) },
      logger: logger)
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], gracefulShutdownSignals: [], logger: logger))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // A server that could not start announces no port.
        defer { announcePort.finish() }
        try await services.run()
      }
      let result: Swift.Result<Result, any Error>
      do {
        var port: Int?
        for await announced in ports {
          port = announced
          break
        }
        result = .success(try await body(ScriptedServer(port: port ?? 0, script: script)))
      } catch {
        result = .failure(error)
      }
      // Closes without cancelling: a cancelled server may be in the middle of accepting a connection.
      script.endStalling()
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
      return try result.get()
    }
  }
}

/// The answers still to give and the requests so far.
private final class Script: Sendable {
  let answers: Mutex<[ScriptedServer.Answer]>
  let received = Mutex<[ScriptedServer.Received]>([])
  /// Who stalls; `nil` when nobody may any more.
  private let stalled = Mutex<[AsyncStream<Void>.Continuation]?>([])

  init(_ answers: [ScriptedServer.Answer]) {
    self.answers = Mutex(answers.reversed())
  }

  func respond(to request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: 64 << 20)
    var fields: [String: String] = [:]
    for field in request.headers { fields[field.name.canonicalName] = field.value }
    let arrived = ScriptedServer.Received(
      method: request.method.rawValue, path: request.uri.string, fields: fields, body: String(buffer: body))
    received.withLock { $0.append(arrived) }
    let answer = answers.withLock { $0.popLast() } ?? .status(599, "the script has ended")
    answer.onRequest()
    if answer.isStalled { await stall() }
    var answerFields = HTTPFields()
    for (name, value) in answer.fields {
      if let name = HTTPField.Name(name) { answerFields.append(HTTPField(name: name, value: value)) }
    }
    let buffer = ByteBuffer(bytes: answer.body)
    let responseBody =
      answer.stallsWithinBody
      ? ResponseBody(contentLength: answer.body.count + 1) { [self] writer in
        try await writer.write(buffer)
        await stall()
      } : ResponseBody(byteBuffer: buffer)
    return Response(status: HTTPResponse.Status(code: answer.status), headers: answerFields, body: responseBody)
  }

  /// Suspends until ``endStalling()``.
  private func stall() async {
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    stalled.withLock { $0 == nil ? ended.finish() : $0?.append(ended) }
    for await _ in ends {}
  }

  func endStalling() {
    let waiting = stalled.withLock { stalled in
      defer { stalled = nil }
      return stalled ?? []
    }
    for ended in waiting { ended.finish() }
  }
}
