import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanAPI
import GleanSandbox
import Synchronization

/// A clock for everybody in a simulation that stands still while somebody is at work, and goes on as soon as all wait for it.
///
/// How fast the machine is then has no part in what comes out: real requests take no time of this clock, only waiting for it does.
final class SimulatedTime: TimeSource {
  private struct Sleeper {
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
    /// Whether whoever sleeps is at work again as soon as it wakes.
    let works: Bool
  }

  private struct State {
    var now: Duration = .zero
    var busy = 0
    /// Pauses that have ended and were not begun again yet.
    var turns = 0
    var sleepers: [Int: Sleeper] = [:]
    var number = 0

    /// - Returns: those whose time has come; nobody's while somebody is at work.
    mutating func advance() -> [CheckedContinuation<Void, any Error>] {
      guard busy == 0 else { return [] }
      now += SimulatedTime.step
      let awake = sleepers.filter { [now] in $0.value.deadline <= now }
      for (number, sleeper) in awake {
        sleepers[number] = nil
        if sleeper.works { busy += 1 }
      }
      return awake.values.map(\.continuation)
    }
  }

  private let state = Mutex(State())
  private let began = DataOpsCore.Timestamp(seconds: 1_768_728_600)
  private static let step: Duration = .milliseconds(50)

  /// Since the simulation began.
  var elapsed: Duration { state.withLock(\.now) }

  func now() -> DataOpsCore.Timestamp { began + elapsed }

  /// Runs something that takes real time.
  func work<Result>(_ body: () async throws(Failure) -> Result) async throws(Failure) -> Result {
    state.withLock { $0.busy += 1 }
    defer { state.withLock { $0.busy -= 1 } }
    return try await body()
  }

  func sleep(for duration: Duration) async throws { try await wait(duration, works: false) }
  func expire(after limit: Duration) async throws { try await wait(limit, works: false) }

  /// Between two turns of a service: it is at work from the end of a pause to the beginning of the next.
  func pause(for duration: Duration) async throws {
    state.withLock { state in
      guard state.turns > 0 else { return }
      state.turns -= 1
      state.busy -= 1
    }
    try await wait(duration, works: true)
    state.withLock { $0.turns += 1 }
  }

  /// As ``sleep(for:)``, in the middle of ``work(_:)``.
  func rest(for duration: Duration) async throws {
    state.withLock { $0.busy -= 1 }
    do { try await wait(duration, works: true) } catch {
      state.withLock { $0.busy += 1 }
      throw error
    }
  }

  /// Lets the clock go until the task is cancelled.
  func run() async throws {
    while true {
      for sleeper in state.withLock({ $0.advance() }) { sleeper.resume() }
      try await Task.sleep(for: .microseconds(500))
    }
  }

  private func wait(_ duration: Duration, works: Bool) async throws {
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        state.withLock { state in
          if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
          } else {
            state.sleepers[number] = Sleeper(
              deadline: state.now + duration, continuation: continuation, works: works)
          }
        }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume(throwing: CancellationError())
    }
  }
}

/// The same clock for a Glean client, which sleeps in the middle of a call.
struct SimulatedGleanClock: GleanClock {
  let time: SimulatedTime

  func now() -> Date { Date(timeIntervalSince1970: Double(time.now().microseconds) / 1_000_000) }
  func uptime() -> Duration { time.elapsed }
  func sleep(for duration: Duration) async throws { try await time.rest(for: duration) }
}

/// The same clock for a sandbox server.
struct SimulatedSandboxClock: SandboxClock {
  let time: SimulatedTime

  var now: Date { Date(timeIntervalSince1970: Double(time.now().microseconds) / 1_000_000) }

  func wait(until deadline: Date) async throws {
    while case let remaining = deadline.timeIntervalSince(now), remaining > 0 {
      try await time.sleep(for: .seconds(min(remaining, 60)))
    }
  }
}
