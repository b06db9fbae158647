import HTTPTypes
import Synchronization

/// The documented rate limits, as token buckets.
final class RateLimiter: Sendable {
  /// A bucket that holds `capacity` requests and gains `perSecond` of them a second.
  struct Limit: Sendable {
    var capacity: Double
    var perSecond: Double

    static func perSecond(_ count: Double) -> Limit { Limit(capacity: count, perSecond: count) }
    static func perMinute(_ count: Double) -> Limit { Limit(capacity: count, perSecond: count / 60) }
  }

  private struct Bucket {
    var limit: Limit
    var level: Double
    var filledAt: Timestamp

    func level(at now: Timestamp) -> Double {
      let seconds = Double(max(0, now.milliseconds - filledAt.milliseconds)) / 1_000
      return min(limit.capacity, level + seconds * limit.perSecond)
    }
  }

  private static let bucketLimit = 10_000
  private let buckets = Mutex<[String: Bucket]>([:])

  /// - Throws: 429 with `Retry-After` when the bucket `key` does not hold `cost`.
  func take(_ cost: Double = 1, from key: String, _ limit: Limit, now: Timestamp) throws(Refusal) {
    let wait = buckets.withLock { buckets -> Double? in
      if buckets.count >= Self.bucketLimit {
        // A full bucket says nothing that a missing one does not.
        buckets = buckets.filter { $0.value.level(at: now) < $0.value.limit.capacity }
      }
      var bucket = buckets[key] ?? Bucket(limit: limit, level: limit.capacity, filledAt: now)
      bucket.level = bucket.level(at: now)
      bucket.filledAt = max(now, bucket.filledAt)
      // More than a bucket holds has to pass at some time: it takes all of it.
      let cost = min(cost, limit.capacity)
      defer { buckets[key] = bucket }
      guard bucket.level >= cost else { return (cost - bucket.level) / limit.perSecond }
      bucket.level -= cost
      return nil
    }
    if let wait { throw .tooManyRequests(wait: wait) }
  }
}

extension Refusal {
  /// - Parameter wait: the seconds until the request would be let in.
  static func tooManyRequests(wait: Double) -> Refusal {
    Refusal(.tooManyRequests, "Rate limit exceeded.", retryAfter: max(1, Int(wait.rounded(.up))))
  }
}
