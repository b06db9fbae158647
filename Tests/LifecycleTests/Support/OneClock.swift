import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanAPI
import GleanSandbox
import _DataOpsTestKit

/// The lifecycle, the Glean client and the search system by the same time, which passes when one of them waits.
final class OneClock: TimeSource, GleanClock {
  private let time: ManualTime
  private let origin: Timestamp
  let sandbox: ManualSandboxClock

  init(_ time: ManualTime) {
    self.time = time
    origin = time.now()
    sandbox = ManualSandboxClock(now: Date(timeIntervalSince1970: Double(origin.seconds)))
  }

  func now() -> Timestamp { time.now() }
  func now() -> Date { sandbox.now }
  func uptime() -> Duration { time.now() - origin }
  func pause(for duration: Duration) async throws { try await time.pause(for: duration) }
  func expire(after limit: Duration) async throws { try await time.expire(after: limit) }

  func sleep(for duration: Duration) async throws {
    sandbox.advance(by: duration)
    try await time.sleep(for: duration)
    // What became due meanwhile is indexed beside this task.
    await Task.yield()
  }

  /// Moves it on as something outside of the lifecycle does that takes its time: limits that are over then expire.
  func advance(by duration: Duration) {
    sandbox.advance(by: duration)
    time.advance(by: duration)
  }
}
