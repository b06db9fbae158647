package import DataOpsCore

/// Where the lifecycle takes the time from; nothing else reaches for a clock.
package protocol TimeSource: Sendable {
  func now() -> Timestamp
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  func sleep(for duration: Duration) async throws
  /// As ``sleep(for:)``, for what goes on beside the work (heartbeats, looking for more): it does not hurry a clock that is set by
  /// hand.
  func pause(for duration: Duration) async throws
  /// Returns when work that may take at most `limit` has taken too long; otherwise it is cancelled first.
  ///
  /// - Throws: `CancellationError`.
  func expire(after limit: Duration) async throws
}
