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

  /// `/processalldocuments` is allowed once in this time.
  static let processingInterval: Duration = .seconds(3 * 3_600)

  private struct Bucket {
    var limit: Limit
    var level: Double
    var filledAt: Timestamp

    func level(at now: Timestamp) -> Double {
      let seconds = Double(max(0, now.milliseconds - filledAt.milliseconds)) / 1_000
      return min(limit.capacity, level + seconds * limit.perSecond)
    }
  }

  private struct State {
    var buckets: [String: Bucket] = [:]
    var processedAt: [String: Timestamp] = [:]
  }

  private static let bucketLimit = 10_000
  private let state = Mutex(State())

  /// - Throws: 429 with `Retry-After` when the bucket `key` does not hold `cost`.
  func take(_ cost: Double = 1, from key: String, _ limit: Limit, now: Timestamp) throws(Refusal) {
    let wait = state.withLock { state -> Double? in
      if state.buckets.count >= Self.bucketLimit {
        // A full bucket says nothing that a missing one does not.
        state.buckets = state.buckets.filter { $0.value.level(at: now) < $0.value.limit.capacity }
      }
      var bucket = state.buckets[key] ?? Bucket(limit: limit, level: limit.capacity, filledAt: now)
      bucket.level = bucket.level(at: now)
      bucket.filledAt = max(now, bucket.filledAt)
      // More than a bucket holds has to pass at some time: it takes all of it.
      let cost = min(cost, limit.capacity)
      defer { state.buckets[key] = bucket }
      guard bucket.level >= cost else { return (cost - bucket.level) / limit.perSecond }
      bucket.level -= cost
      return nil
    }
    if let wait { throw Self.tooMany(seconds: wait) }
  }

  /// The rule of `/processalldocuments`: once in three hours for each datasource; a call for all datasources blocks
  /// every one, a call for one does not block the call for all.
  ///
  /// - Throws: 429 with `Retry-After`.
  func takeProcessing(datasource: String?, now: Timestamp) throws(Refusal) {
    let all = "*"
    let until = state.withLock { state -> Timestamp? in
      let relevant = datasource.map { [all, $0.lowercased()] } ?? [all]
      let blocked = relevant.compactMap { state.processedAt[$0] }.map { $0 + Self.processingInterval }.max()
      if let blocked, now < blocked { return blocked }
      state.processedAt = state.processedAt.filter { now < $0.value + Self.processingInterval }
      state.processedAt[datasource?.lowercased() ?? all] = now
      return nil
    }
    if let until { throw Self.tooMany(seconds: Double(until.milliseconds - now.milliseconds) / 1_000) }
  }

  private static func tooMany(seconds: Double) -> Refusal {
    Refusal(.tooManyRequests, "Rate limit exceeded.", retryAfter: max(1, Int(seconds.rounded(.up))))
  }
}
