import Foundation
import GleanAPI
import Synchronization

/// A clock that moves only when it is told to, or by whoever sleeps on it.
final class ManualClock: GleanClock {
  private struct State {
    var uptime = Duration.zero
    var sleeps: [Duration] = []
  }

  static let start = Date(timeIntervalSince1970: 1_790_000_000)

  private let state = Mutex(State())

  /// Every sleep so far.
  var sleeps: [Duration] {
    state.withLock { $0.sleeps }
  }

  func now() -> Date {
    let uptime = uptime()
    return Self.start.addingTimeInterval(
      Double(uptime.components.seconds) + Double(uptime.components.attoseconds) / 1e18)
  }

  func uptime() -> Duration {
    state.withLock { $0.uptime }
  }

  func advance(by duration: Duration) {
    state.withLock { $0.uptime += duration }
  }

  func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    state.withLock {
      $0.uptime += duration
      $0.sleeps.append(duration)
    }
  }
}
