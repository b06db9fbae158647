import Synchronization

/// The port of a server that is about to listen, for whoever waits for it.
final class Listening: Sendable {
  private struct State {
    var result: Result<Int, GleanSandboxError>?
    var waiting: [CheckedContinuation<Result<Int, GleanSandboxError>, Never>] = []
  }

  private let state = Mutex(State())

  func succeed(_ port: Int) { settle(.success(port)) }

  /// Tells the waiting that there will be no port. Nothing happens when there was one.
  func fail(_ error: GleanSandboxError) { settle(.failure(error)) }

  func port() async throws(GleanSandboxError) -> Int {
    let result = await withCheckedContinuation { continuation in
      let known = state.withLock { state in
        if state.result == nil { state.waiting.append(continuation) }
        return state.result
      }
      if let known { continuation.resume(returning: known) }
    }
    return try result.get()
  }

  private func settle(_ result: Result<Int, GleanSandboxError>) {
    let waiting = state.withLock { state in
      guard state.result == nil else { return [CheckedContinuation<Result<Int, GleanSandboxError>, Never>]() }
      state.result = result
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: result) }
  }
}
