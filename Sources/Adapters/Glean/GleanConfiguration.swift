/// How a client behaves: patience, attempts, sizes and budgets.
public struct GleanConfiguration: Sendable {
  /// Requests at most for one call, the first one included.
  public var attempts: Int = 5
  /// The longest pause before the second request; it doubles with every further one.
  public var firstPause: Duration = .milliseconds(500)
  /// No pause of ours is longer.
  public var longestPause: Duration = .seconds(30)
  /// A server that asks to be left alone for longer than this is not asked again by the same call.
  public var longestRetryAfter: Duration = .seconds(60)
  /// How long one request may take, connecting and the whole answer included.
  public var attemptTimeout: Duration = .seconds(60)
  /// How long a call may take with all its attempts and pauses.
  public var deadline: Duration = .seconds(300)
  /// How long connecting may take; only for a client that makes its own connections.
  public var connectTimeout: Duration = .seconds(10)
  /// An answer with more bytes is refused.
  public var maximumAnswerBytes: Int = 16 << 20
  public var budget: GleanBudget = .standard
  /// What other processes with the same service share with this one; `nil` where there are none.
  public var sharedBudget: (any SharedGleanBudget)?
  /// Permits plain `http` to other machines. To this machine it is always permitted.
  public var allowsPlainHTTP = false
  public var userAgent = "GleanAPI-swift"
  public var clock: any GleanClock = SystemGleanClock()
  /// A number from 0 up to, not including, 1; spreads the pauses of several clients.
  public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

  public init() {}

  /// The settings for a sandbox server in the same process: no budgets.
  public static var sandbox: GleanConfiguration {
    var configuration = GleanConfiguration()
    configuration.budget = .unlimited
    return configuration
  }

  /// No time is longer: enough for any purpose and far from what a clock cannot count.
  static let longestTime = Duration.seconds(30 * 86_400)

  func validate() throws(GleanError) {
    if let problem { throw GleanError(.invalidConfiguration(problem)) }
  }

  private var problem: String? {
    if attempts < 1 { return "attempts is \(attempts); expected 1 or more" }
    if maximumAnswerBytes < 1 { return "maximumAnswerBytes is \(maximumAnswerBytes); expected 1 or more" }
    for (name, duration) in [
      ("attemptTimeout", attemptTimeout), ("deadline", deadline), ("connectTimeout", connectTimeout),
    ] where duration <= .zero || duration > Self.longestTime {
      return "\(name) is \(duration); expected more than zero and at most 30 days"
    }
    for (name, duration) in [
      ("firstPause", firstPause), ("longestPause", longestPause), ("longestRetryAfter", longestRetryAfter),
    ] where duration < .zero || duration > Self.longestTime {
      return "\(name) is \(duration); expected zero or more and at most 30 days"
    }
    if !userAgent.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return "userAgent must be visible ASCII" }
    return budget.problem
  }
}
