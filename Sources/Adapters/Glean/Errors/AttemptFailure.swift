/// Why one attempt at a call failed.
struct AttemptFailure: Error, Sendable {
  var reason: GleanError.Reason
  /// Whether the server may have executed the request.
  var mayHaveExecuted: Bool
  var excerpt: String? = nil
  /// The status of the answer; `nil` when none came.
  var status: Int? = nil

  /// Whether another attempt may do better.
  var isPassing: Bool {
    switch reason {
    case .unreachable, .connectionLost, .timedOut, .rateLimited: true
    case .serverError(let status, _): GleanError.isPassing(status: status)
    default: false
    }
  }

  /// How long the server asked to be left alone.
  var retryAfter: Duration? = nil
}
