internal import DataOpsCore
internal import DataOpsLifecycle
internal import Synchronization

/// The right to run an operation, for as long as this process may be sure of it.
///
/// A process that was stopped and goes on finds by the clock that its right is over, before it does anything outside; what it
/// writes into the registry is refused there, by the fence.
final class HeldOperation: Sendable {
  let hold: OperationHold
  private let state: Mutex<State>

  private struct State {
    var expiresAt: Timestamp
    var isLost = false
    var watcher: CheckedContinuation<Void, Never>?
  }

  init(_ hold: OperationHold, until expiresAt: Timestamp) {
    self.hold = hold
    state = Mutex(State(expiresAt: expiresAt))
  }

  func isHeld(at now: Timestamp) -> Bool { state.withLock { !$0.isLost && now < $0.expiresAt } }

  func prolong(until instant: Timestamp) { state.withLock { $0.expiresAt = max($0.expiresAt, instant) } }

  /// Another process has it now.
  func lose() {
    let watcher = state.withLock { state in
      state.isLost = true
      defer { state.watcher = nil }
      return state.watcher
    }
    watcher?.resume()
  }

  /// Returns when it is lost, or the task is cancelled.
  func untilLost() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isLost || Task.isCancelled { return true }
          state.watcher = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let watcher = state.withLock { state in
        defer { state.watcher = nil }
        return state.watcher
      }
      watcher?.resume()
    }
  }

  /// - Throws: `interrupted` where the right is over.
  func require(at now: Timestamp) throws(Failure) {
    guard isHeld(at: now) else {
      throw Failure(
        .interrupted, "operation \(hold.id) was taken over by another process", remedy: "Leave it to that one.")
    }
  }
}
