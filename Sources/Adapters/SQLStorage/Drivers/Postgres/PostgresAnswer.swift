internal import Dispatch
internal import Synchronization

/// One answer that is waited for, by a caller whom a server that hangs does not keep for ever.
final class PostgresAnswer<Result: Sendable>: Sendable {
  private struct State {
    var waiting: CheckedContinuation<Result, any Error>?
    /// The first one counts.
    var given: Swift.Result<Result, any Error>?
  }

  private let state = Mutex(State())

  /// Whether the caller still waits.
  var isAwaited: Bool { state.withLock { $0.given == nil } }

  /// What `body` gives, which runs to its end whatever becomes of the caller.
  ///
  /// - Parameter grace: how long a caller that is cancelled still waits; nil for as long as it takes.
  /// - Throws: what `body` throws; `timedOut` when the grace is over, and then it is not known what comes of it.
  func get(cancelled grace: Duration?, _ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        expect(continuation)
        Task {
          do { give(.success(try await body())) } catch { give(.failure(error)) }
        }
      }
    } onCancel: {
      guard let grace = grace?.components else { return }
      DispatchQueue.global().asyncAfter(deadline: .now() + Double(grace.seconds) + Double(grace.attoseconds) * 1e-18) {
        self.give(.failure(SQLError.timedOut))
      }
    }
  }

  private func expect(_ continuation: CheckedContinuation<Result, any Error>) {
    let given = state.withLock { state in
      if state.given == nil { state.waiting = continuation }
      return state.given
    }
    if let given { continuation.resume(with: given) }
  }

  private func give(_ result: Swift.Result<Result, any Error>) {
    let waiting: CheckedContinuation<Result, any Error>? = state.withLock { state in
      guard state.given == nil else { return nil }
      state.given = result
      return state.waiting
    }
    waiting?.resume(with: result)
  }
}
