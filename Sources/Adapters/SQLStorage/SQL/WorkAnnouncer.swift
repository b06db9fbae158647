internal import Synchronization

/// Tells everybody who waits that there may be work.
final class WorkAnnouncer: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var number = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// One element for any number of announcements that were not taken yet.
  func announcements() -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let number: Int? = state.withLock { state in
        guard !state.isClosed else { return nil }
        state.number += 1
        state.listeners[state.number] = continuation
        return state.number
      }
      guard let number else { return continuation.finish() }
      continuation.onTermination = { [self] _ in
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
      }
    }
  }

  func announce() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }

  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
