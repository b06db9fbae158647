#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The time a client goes by: for waits, deadlines, budgets and dates.
public protocol GleanClock: Sendable {
  /// The date, compared with dates of the service.
  func now() -> Date
  /// The time since some fixed moment; never runs backwards.
  func uptime() -> Duration
  /// - Throws: When the task is cancelled.
  func sleep(for duration: Duration) async throws
  /// Returns when a single request, which may take `limit` on the network, has taken too long; otherwise it is cancelled
  /// first. The machine's own time, unless the clock says otherwise.
  func expire(after limit: Duration) async throws
}

extension GleanClock {
  public func expire(after limit: Duration) async throws {
    try await Task.sleep(for: limit)
  }
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
