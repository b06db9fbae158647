/// A bucket that refills at a steady rate and may be overdrawn: who overdraws it waits, in the order of asking.
struct TokenBucket: Sendable {
  private let capacity: Double
  private let perSecond: Double
  private var level: Double
  private var updated: Duration

  init(_ rate: GleanBudget.Rate, at now: Duration) {
    capacity = rate.amount
    perSecond = rate.amount / rate.period.inSeconds
    level = rate.amount
    updated = now
  }

  /// Takes `amount` out and returns how long to wait before using it; `nil`, with nothing taken, when that would be
  /// longer than `limit`.
  ///
  /// More than the bucket ever holds is granted once it is full and then delays those who come after.
  mutating func take(_ amount: Double, at now: Duration, waitingAtMost limit: Duration) -> Result {
    refill(at: now)
    let missing = min(amount, capacity) - level
    let wait = missing > 0 ? Duration.seconds(missing / perSecond) : .zero
    guard wait <= limit else { return .refused(wait: wait) }
    level -= amount
    return .granted(wait: wait)
  }

  /// Puts back what was taken and not used.
  mutating func putBack(_ amount: Double) {
    level = min(capacity, level + amount)
  }

  enum Result: Hashable, Sendable {
    case granted(wait: Duration)
    case refused(wait: Duration)
  }

  private mutating func refill(at now: Duration) {
    guard now > updated else { return }
    level = min(capacity, level + (now - updated).inSeconds * perSecond)
    updated = now
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
