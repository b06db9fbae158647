import Synchronization

/// Wakes one waiter. Rings while nobody waits are remembered as one.
final class Bell: Sendable {
  private struct State {
    var rang = false
    var waiter: CheckedContinuation<Void, any Error>?
  }

  private let state = Mutex(State())

  func ring() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      state.rang = waiter == nil
      return waiter
    }
    waiter?.resume()
  }

  /// Returns at the next ring, or at once when it rang before. One waiter at a time.
  ///
  /// - Throws: `CancellationError` when the task is cancelled first.
  func wait() async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Void, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.rang {
            state.rang = false
            return .success(())
          }
          state.waiter = continuation
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiter
        state.waiter = nil
        return waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }
}
