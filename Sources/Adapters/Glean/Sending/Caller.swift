import Logging
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes a call: waits for its budget, sends it, repeats it as far as that is allowed and sensible.
struct Caller: Sendable {
  let credentials: GleanCredentials
  let configuration: GleanConfiguration
  let exchange: Exchange
  let pacer: Pacer
  let logger: Logger

  func asked(once limit: Duration) -> Caller {
    var configuration = configuration
    configuration.attempts = 1
    configuration.attemptTimeout = min(limit, configuration.attemptTimeout)
    configuration.deadline = min(limit + .seconds(60), configuration.deadline)
    return Caller(
      credentials: credentials, configuration: configuration, exchange: exchange, pacer: pacer, logger: logger)
  }

  private var clock: any GleanClock {
    configuration.clock
  }

  /// Makes a call and reads its JSON answer. Encoding and decoding happen off the caller's actor.
  ///
  /// - Parameter datasource: For the endpoints with a datasource in their path.
  @concurrent
  func ask<Answer: Decodable & Sendable>(
    _ endpoint: GleanEndpoint, of datasource: String? = nil, _ request: (any Encodable & Sendable)? = nil,
    actAs: String? = nil, as type: Answer.Type
  ) async throws(GleanError) -> Answer {
    var call = try WireCall(endpoint, datasource: datasource)
    if let request { call.body = try WireCall.json(request, for: endpoint) }
    try call.act(as: actAs)
    let (body, attempts) = try await perform(call)
    do {
      return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    } catch {
      let shown = endpoint == .rotateToken ? ByteBuffer() : body
      throw GleanError(
        .unexpectedAnswer("JSON of another shape: \(Self.shortcoming(error))"), endpoint: endpoint,
        attempts: attempts, excerpt: AnswerText(body: shown, redacting: credentials.all).excerpt,
        isOutcomeUnknown: endpoint.repetition != .readsOnly)
    }
  }

  /// Makes a call whose answer says nothing but that it was accepted.
  ///
  /// - Parameter documents: How many documents the request has, for the budget that counts them.
  @concurrent
  func tell(
    _ endpoint: GleanEndpoint, _ request: any Encodable & Sendable, documents: Int = 1
  ) async throws(GleanError) {
    var call = try WireCall(endpoint)
    call.body = try WireCall.json(request, for: endpoint)
    call.documents = documents
    _ = try await perform(call)
  }

  /// Makes a call with the documents of `page` added to what `request` says.
  @concurrent
  func tell(
    _ endpoint: GleanEndpoint, _ request: any Encodable & Sendable, _ page: DocumentPage
  ) async throws(GleanError) {
    var call = try WireCall(endpoint)
    call.body = page.body(completing: try WireCall.json(request, for: endpoint))
    call.documents = page.count
    _ = try await perform(call)
  }

  private func perform(_ call: WireCall) async throws(GleanError) -> (body: ByteBuffer, attempts: Int) {
    let endpoint = call.endpoint
    guard let token = credentials.token(for: endpoint.family) else {
      let kind = endpoint.family == .client ? "Client API" : "indexing"
      throw GleanError(.invalidConfiguration("no \(kind) token was given"), endpoint: endpoint)
    }
    let policy = RetryPolicy(configuration)
    let started = clock.uptime()
    var attempt = 0
    var isOutcomeUnknown = false
    func failure(_ reason: GleanError.Reason, excerpt: String? = nil) -> GleanError {
      GleanError(
        reason, endpoint: endpoint, attempts: attempt, excerpt: excerpt,
        isOutcomeUnknown: isOutcomeUnknown && endpoint.repetition != .readsOnly)
    }
    while true {
      if let reason = await waitForBudget(call, until: started + configuration.deadline) { throw failure(reason) }
      if Task.isCancelled { throw failure(.cancelled) }
      attempt += 1
      let sent = clock.uptime()
      let remaining = started + configuration.deadline - sent
      guard remaining > .zero else { throw failure(.timedOut(after: configuration.deadline)) }
      let result = await exchange.perform(call, token: token, limit: min(configuration.attemptTimeout, remaining))
        .result
      logger.request(call, result, attempt: attempt, duration: clock.uptime() - sent)
      switch result {
      case .success(let body): return (body, attempt)
      case .failure(let failed):
        isOutcomeUnknown = isOutcomeUnknown || failed.mayHaveExecuted
        let pause = policy.pause(
          after: failed, attempt: attempt, of: endpoint,
          remaining: started + configuration.deadline - clock.uptime(), chance: configuration.random())
        guard !Task.isCancelled, let pause else {
          throw failure(Task.isCancelled ? .cancelled : failed.reason, excerpt: failed.excerpt)
        }
        do { try await clock.sleep(for: pause) } catch { throw failure(.cancelled) }
      }
    }
  }

  /// Waits until the budget allows the call; the reason when it does not in time.
  private func waitForBudget(_ call: WireCall, until end: Duration) async -> GleanError.Reason? {
    let now = clock.uptime()
    switch await pacer.take(call, at: now, waitingAtMost: end - now) {
    case .refused(let wait): return .rateLimited(retryAfter: wait)
    case .granted(let own):
      let wait = max(own, await sharedWait(call))
      guard wait <= end - now else {
        await pacer.putBack(call)
        return .rateLimited(retryAfter: wait)
      }
      guard wait > .zero else { return nil }
      do {
        try await clock.sleep(for: wait)
        return nil
      } catch {
        await pacer.putBack(call)
        return .cancelled
      }
    }
  }

  private func sharedWait(_ call: WireCall) async -> Duration {
    guard let shared = configuration.sharedBudget, let share = pacer.share(of: call) else { return .zero }
    do { return try await shared.take(share.amount, from: share.lane, rate: share.rate) } catch { return .zero }
  }

  /// Where an answer differs from its type, without its values.
  private static func shortcoming(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return error is GleanError ? "an unusable secret" : "not JSON" }
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.isEmpty ? "the top level" : context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "“\(key.stringValue)” is missing at \(place(context))"
    case .typeMismatch(let type, let context): "expected \(type) at \(place(context))"
    case .valueNotFound(let type, let context): "expected \(type) instead of null at \(place(context))"
    case .dataCorrupted(let context): context.codingPath.isEmpty ? "not JSON" : "unreadable at \(place(context))"
    @unknown default: "unreadable"
    }
  }
}
