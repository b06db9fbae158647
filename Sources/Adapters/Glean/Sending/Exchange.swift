import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Sends one request once and reads its answer, within a time and a size.
struct Exchange: Sendable {
  let base: GleanBaseURL
  /// What texts of the server must not repeat.
  let secrets: [BearerToken]
  let connections: Connections
  let maximumAnswerBytes: Int
  let userAgent: String
  let clock: any GleanClock

  /// - Parameter token: What is presented; nil for nothing.
  /// - Returns: The body of a 200, or why there is none.
  func perform(_ call: WireCall, token: BearerToken?, limit: Duration) async -> Answered {
    let request = request(for: call, token: token)
    // The client's own deadline ends with the head of the answer, so the body needs another one.
    return await withTaskGroup(of: Answered?.self) { group in
      group.addTask { await self.answer(to: request, of: call.endpoint, limit: limit) }
      group.addTask {
        try? await self.clock.expire(after: limit)
        return nil
      }
      defer { group.cancelAll() }
      if case .some(.some(let answered)) = await group.next() { return answered }
      let reason: GleanError.Reason = Task.isCancelled ? .cancelled : .timedOut(after: limit)
      return Answered(.failure(AttemptFailure(reason: reason, mayHaveExecuted: true)))
    }
  }

  private func request(for call: WireCall, token: BearerToken?) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: base.description + call.path)
    request.method = .POST
    if let token { request.headers.add(name: "authorization", value: "Bearer \(token.revealed())") }
    request.headers.add(name: "accept", value: call.endpoint.answersWithBody ? "application/json" : "*/*")
    request.headers.add(name: "user-agent", value: userAgent)
    if let actAs = call.actAs { request.headers.add(name: "x-glean-actas", value: actAs) }
    if let body = call.body {
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(body)
    }
    return request
  }

  private func answer(
    to request: HTTPClientRequest, of endpoint: GleanEndpoint, limit: Duration
  ) async -> Answered {
    do {
      let response = try await connections.client.execute(request, deadline: .now() + TimeAmount(limit))
      let seconds = response.headers.first(name: "date").flatMap(HTTPDate.secondsSince1970)
      let date = seconds.map { Date(timeIntervalSince1970: Double($0)) }
      return Answered(try await result(of: response, to: endpoint, limit: limit), date: date)
    } catch {
      return Answered(.failure(AttemptFailure(transport: error, limit: limit)))
    }
  }

  private func result(
    of response: HTTPClientResponse, to endpoint: GleanEndpoint, limit: Duration
  ) async throws -> Result<ByteBuffer, AttemptFailure> {
    let status = Int(response.status.code)
    guard status == 200 else {
      let (body, isWhole) = try await collect(response, upTo: AnswerText.maximumBytes)
      let text = AnswerText(body: body, isWhole: isWhole, redacting: secrets)
      let retryAfter = RetryAfter.duration(response.headers.first(name: "retry-after"), now: clock.now())
      return .failure(AttemptFailure(status: status, text: text, retryAfter: retryAfter, limit: limit))
    }
    let (body, isWhole) = try await collect(response, upTo: maximumAnswerBytes)
    if let problem = isWhole ? problem(of: body, in: response, endpoint) : "over \(maximumAnswerBytes) bytes" {
      // The answer of a rotation holds a secret that is not known yet.
      let shown = endpoint == .rotateToken ? ByteBuffer() : body
      let text = AnswerText(body: shown, isWhole: isWhole, redacting: secrets)
      return .failure(
        AttemptFailure(
          reason: .unexpectedAnswer(problem), mayHaveExecuted: true, excerpt: text.excerpt, status: status))
    }
    return .success(body)
  }

  /// Reads the body up to a size; the rest of a longer one is left unread and its connection closed.
  private func collect(_ response: HTTPClientResponse, upTo limit: Int) async throws -> (
    bytes: ByteBuffer, isWhole: Bool
  ) {
    var bytes = ByteBuffer()
    for try await part in response.body {
      let room = limit - bytes.readableBytes
      guard part.readableBytes <= room else {
        bytes.writeBytes(part.readableBytesView.prefix(room))
        return (bytes, false)
      }
      bytes.writeImmutableBuffer(part)
    }
    return (bytes, true)
  }

  /// What speaks against an answer with status 200 coming from the API.
  private func problem(of body: ByteBuffer, in response: HTTPClientResponse, _ endpoint: GleanEndpoint) -> String? {
    let type = response.headers.first(name: "content-type") ?? "none"
    let media = (type.split(separator: ";").first ?? "").lowercased().filter { $0 != " " }
    if endpoint.answersWithBody {
      guard media == "application/json" else { return "content type \(type.prefix(100)); expected application/json" }
      return nil
    }
    // A login page of a proxy must not pass for an acknowledgement.
    return media == "text/html" && body.readableBytes > 0 ? "a page of HTML where no body was expected" : nil
  }
}
