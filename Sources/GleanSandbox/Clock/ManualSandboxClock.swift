public import Foundation
import Synchronization

/// A time that moves only when it is told to, for tests.
public final class ManualSandboxClock: AdvanceableSandboxClock {
  private struct State {
    var now: Date
    var nextID: UInt64 = 0
    var waiting: [UInt64: (deadline: Date, continuation: CheckedContinuation<Void, any Error>)] = [:]
  }

  private let state: Mutex<State>

  public init(now: Date) {
    state = Mutex(State(now: now))
  }

  public var now: Date { state.withLock { $0.now } }

  public func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += max(0, duration.inSeconds)
      let due = state.waiting.filter { $0.value.deadline <= state.now }
      for id in due.keys { state.waiting[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }

  public func wait(until deadline: Date) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Void, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.now >= deadline { return .success(()) }
          state.waiting[id] = (deadline, continuation)
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = state.withLock { $0.waiting.removeValue(forKey: id) }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }
}
