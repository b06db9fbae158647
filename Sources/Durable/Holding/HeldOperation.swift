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
    /// Nil before it was asked to stop, or its deadline came; then whether that was heeded.
    var isHeeded: Bool?
    var watcher: CheckedContinuation<Void, Never>?
  }

  /// - Parameter isAsked: whether it was asked to stop before this process took it up, which knows it then.
  init(_ hold: OperationHold, until expiresAt: Timestamp, isAsked: Bool) {
    self.hold = hold
    state = Mutex(State(expiresAt: expiresAt, isHeeded: isAsked ? true : nil))
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

  /// It is to stop: said again and again, and heeded once.
  func ask() {
    let watcher = state.withLock { state in
      guard state.isHeeded == nil else { return nil as CheckedContinuation<Void, Never>? }
      state.isHeeded = false
      defer { state.watcher = nil }
      return state.watcher
    }
    watcher?.resume()
  }

  /// Whether it was asked to stop and nobody has heeded that yet.
  func heed() -> Bool {
    state.withLock { state in
      defer { if state.isHeeded == false { state.isHeeded = true } }
      return state.isHeeded == false
    }
  }

  /// Returns when it is lost or asked to stop, or the task is cancelled.
  func untilDisturbed() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isLost || state.isHeeded == false || Task.isCancelled { return true }
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
        .interrupted, "the right of this process to run operation \(hold.id) has run out, or another process has it",
        remedy: "It is gone on with by whoever takes it up next: dataops operation show \(hold.id)")
    }
  }
}
