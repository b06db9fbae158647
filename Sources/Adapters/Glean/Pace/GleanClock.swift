#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The time a client goes by: for waits, deadlines, budgets and dates. How long a single request may take on the
/// network is always measured on the machine's own clock.
public protocol GleanClock: Sendable {
  /// The date, compared with dates of the service.
  func now() -> Date
  /// The time since some fixed moment; never runs backwards.
  func uptime() -> Duration
  /// - Throws: When the task is cancelled.
  func sleep(for duration: Duration) async throws
}

/// The clock of this machine.
public struct SystemGleanClock: GleanClock {
  private let origin = ContinuousClock.now

  public init() {}

  public func now() -> Date {
    Date()
  }

  public func uptime() -> Duration {
    origin.duration(to: .now)
  }

  public func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: duration)
  }
}
