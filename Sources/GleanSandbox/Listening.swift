import Synchronization

/// The port of a server that is about to listen, for whoever waits for it.
final class Listening: Sendable {
  private typealias Outcome = Result<Int, GleanSandboxError>

  private struct State {
    var outcome: Outcome?
    var waiting: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var tickets = 0
  }

  private let state = Mutex(State())

  func succeed(_ port: Int) { settle(.success(port)) }

  /// Tells the waiting that there will be no port. Nothing happens when there was one.
  func fail(_ error: GleanSandboxError) { settle(.failure(error)) }

  /// - Throws: why there will be no port; ``GleanSandboxError/stopped`` when the waiting task is cancelled.
  func port() async throws(GleanSandboxError) -> Int {
    let ticket = state.withLock { state in
      state.tickets += 1
      return state.tickets
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in wait(continuation, ticket) }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: .failure(.stopped))
    }
    return try outcome.get()
  }

  private func wait(_ continuation: CheckedContinuation<Outcome, Never>, _ ticket: Int) {
    let known = state.withLock { state -> Outcome? in
      if let outcome = state.outcome { return outcome }
      // Cancelled before there was anything to resume.
      if Task.isCancelled { return .failure(.stopped) }
      state.waiting[ticket] = continuation
      return nil
    }
    if let known { continuation.resume(returning: known) }
  }

  private func settle(_ outcome: Outcome) {
    let waiting = state.withLock { state in
      guard state.outcome == nil else { return [Int: CheckedContinuation<Outcome, Never>]() }
      state.outcome = outcome
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume(returning: outcome) }
  }
}
