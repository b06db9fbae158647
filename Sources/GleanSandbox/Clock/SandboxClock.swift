public import Foundation

/// Where the server reads the time and waits for it.
public protocol SandboxClock: Sendable {
  var now: Date { get }

  /// Returns when `now` has reached `deadline`.
  ///
  /// - Throws: `CancellationError` when the task is cancelled first.
  func wait(until deadline: Date) async throws
}

/// The time of the machine.
public struct SystemSandboxClock: SandboxClock {
  public init() {}

  public var now: Date { Date() }

  public func wait(until deadline: Date) async throws {
    // In slices, because the machine's time may be set while this waits.
    while case let remaining = deadline.timeIntervalSince(now), remaining > 0 {
      try await Task.sleep(for: .seconds(min(remaining, 60)))
    }
  }
}
