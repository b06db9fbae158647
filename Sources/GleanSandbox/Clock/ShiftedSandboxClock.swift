public import Foundation

/// The time of the machine, moved on by what it was told: 15 minutes of indexing pass at once when somebody wants it.
public final class ShiftedSandboxClock: AdvanceableSandboxClock {
  /// The shift as a time since the reference date, so that waiting for a move is waiting for a time.
  private let shifts = ManualSandboxClock(now: Date(timeIntervalSinceReferenceDate: 0))

  public init() {}

  /// How far this clock is before the machine's.
  public var shift: Duration { .milliseconds(Int64((shifts.now.timeIntervalSinceReferenceDate * 1_000).rounded())) }

  public var now: Date { Date().addingTimeInterval(shifts.now.timeIntervalSinceReferenceDate) }

  public func advance(by duration: Duration) { shifts.advance(by: duration) }

  public func wait(until deadline: Date) async throws {
    while true {
      let shifted = shifts.now
      let remaining = deadline.timeIntervalSince(now)
      guard remaining > 0 else { return }
      try await withThrowingTaskGroup(of: Void.self) { group in
        // In slices, because the machine's time may be set while this waits.
        group.addTask { try await Task.sleep(for: .seconds(min(remaining, 60))) }
        group.addTask { [shifts] in try await shifts.wait(until: shifted.addingTimeInterval(0.001)) }
        try await group.next()
        group.cancelAll()
      }
    }
  }
}
