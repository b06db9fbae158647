import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanAPI
import GleanSandbox

/// A clock that runs faster than the machine's, for everybody in a simulation: five minutes pass in half of one.
struct FastTime: TimeSource, GleanClock {
  private let speed: Double
  private let origin = ContinuousClock.now
  private let began = Date()

  init(speed: Double) {
    self.speed = speed
  }

  /// Since the simulation began.
  func uptime() -> Duration { origin.duration(to: .now) * speed }

  func now() -> DataOpsCore.Timestamp {
    DataOpsCore.Timestamp(microseconds: Int64(began.timeIntervalSince1970 * 1_000_000)) + uptime()
  }

  func now() -> Date { began.addingTimeInterval(uptime().microseconds / 1_000_000) }

  func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration / speed) }
  func pause(for duration: Duration) async throws { try await sleep(for: duration) }
  func expire(after limit: Duration) async throws { try await sleep(for: limit) }
}

/// The same clock for a sandbox server.
struct FastSandboxClock: SandboxClock {
  let time: FastTime

  var now: Date { time.now() }

  func wait(until deadline: Date) async throws {
    while case let remaining = deadline.timeIntervalSince(now), remaining > 0 {
      try await time.sleep(for: .seconds(min(remaining, 60)))
    }
  }
}
