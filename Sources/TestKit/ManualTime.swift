package import DataOpsCore
import DataOpsLifecycle
import Synchronization

/// A clock that stands still until it is told otherwise; sleeping moves it on at once.
///
/// Only ``advance(by:)`` lets a limit expire, so that one task's sleeping does not time out another's work.
package final class ManualTime: TimeSource {
  private struct State {
    var now: Timestamp
    var sleeps: [Duration] = []
    var limits: [Int: Limit] = [:]
    var pauses: Set<Int> = []
    var limitCount = 0
  }

  private struct Limit {
    let deadline: Timestamp
    let continuation: CheckedContinuation<Void, any Error>
  }

  private let state: Mutex<State>

  /// 2026-01-18T09:30:00Z, unless told otherwise.
  package init(_ now: Timestamp = Timestamp(seconds: 1_768_728_600)) {
    state = Mutex(State(now: now))
  }

  package func now() -> Timestamp { state.withLock { $0.now } }

  package func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(duration)
      state.now = state.now + max(.zero, duration)
    }
  }

  package func pause(for duration: Duration) async throws {
    let number = nextNumber()
    state.withLock { _ = $0.pauses.insert(number) }
    defer { state.withLock { _ = $0.pauses.remove(number) } }
    try await wait(duration, number)
  }

  package func expire(after limit: Duration) async throws { try await wait(limit, nextNumber()) }

  private func nextNumber() -> Int {
    state.withLock { state in
      state.limitCount += 1
      return state.limitCount
    }
  }

  private func wait(_ limit: Duration, _ number: Int) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        state.withLock { state in
          // A cancellation that came first finds nothing to resume, so it is looked at under the same lock.
          if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
          } else {
            state.limits[number] = Limit(deadline: state.now + limit, continuation: continuation)
          }
        }
      }
    } onCancel: {
      let limit = state.withLock { $0.limits.removeValue(forKey: number) }
      limit?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock on, and lets the limits expire that are over then.
  package func advance(by duration: Duration) {
    let over = state.withLock { state in
      state.now = state.now + duration
      let now = state.now
      let over = state.limits.filter { $0.value.deadline <= now }
      for number in over.keys { state.limits.removeValue(forKey: number) }
      return over.values.map(\.continuation)
    }
    for continuation in over { continuation.resume() }
  }

  /// How long the code under test has slept, in order.
  package var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// How much work is under a limit now.
  package var limitedCount: Int { state.withLock { $0.limits.count - $0.pauses.count } }

  /// How many wait beside the work now (heartbeats, looking for more).
  package var pausedCount: Int { state.withLock { state in state.pauses.count { state.limits[$0] != nil } } }
}
