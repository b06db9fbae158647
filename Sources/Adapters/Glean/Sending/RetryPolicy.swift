/// Decides whether a failed attempt is followed by another one, and when. Pure: time and chance are given to it.
struct RetryPolicy: Sendable {
  var attempts: Int
  var firstPause: Duration
  var longestPause: Duration
  var longestRetryAfter: Duration

  init(_ configuration: GleanConfiguration) {
    attempts = configuration.attempts
    firstPause = configuration.firstPause
    longestPause = configuration.longestPause
    longestRetryAfter = configuration.longestRetryAfter
  }

  /// The pause before the next attempt; `nil` when the failure is final.
  ///
  /// - Parameters:
  ///   - attempt: The attempt that failed, from 1.
  ///   - remaining: The time left for the call; an attempt that could only start after it is not made.
  ///   - chance: From 0 up to 1.
  func pause(
    after failure: AttemptFailure, attempt: Int, of endpoint: GleanEndpoint, remaining: Duration, chance: Double
  ) -> Duration? {
    guard attempt < attempts, failure.isPassing else { return nil }
    if endpoint.repetition == .different {
      guard !failure.mayHaveExecuted else { return nil }
      // These calls are limited by the hour: without a time from the server another attempt is pointless.
      if case .rateLimited(nil) = failure.reason { return nil }
    }
    if let asked = failure.retryAfter, asked > longestRetryAfter { return nil }
    let pause = max(failure.retryAfter ?? .zero, backoff(attempt: attempt, chance: chance))
    return pause < remaining ? pause : nil
  }

  /// Doubles with every attempt, at least half of it, the other half by chance.
  private func backoff(attempt: Int, chance: Double) -> Duration {
    var pause = firstPause
    var step = 1
    while step < attempt, .zero < pause, pause < longestPause {
      pause *= 2
      step += 1
    }
    return min(pause, longestPause) * (0.5 + 0.5 * min(max(chance, 0), 1))
  }
}
