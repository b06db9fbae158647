/// How fast a client may call, kept on this side so that the service need not refuse.
///
/// A request that exceeds a budget waits; when it would have to wait beyond its deadline it fails with `rateLimited`.
public struct GleanBudget: Hashable, Sendable {
  /// An amount in a period; the whole amount may come at once.
  public struct Rate: Hashable, Sendable {
    public var amount: Double
    public var period: Duration

    public init(_ amount: Double, per period: Duration) {
      self.amount = amount
      self.period = period
    }

    /// What is spent of a rate that the service holds with a bucket of its own: of what may come at once two thirds, and over
    /// time a hundredth less.
    ///
    /// The hundredth is for clocks that run apart. The third is for requests that bunch up on their way: those sent over
    /// `(amount - spent at once) / rate`, a third of the period, may arrive together without being refused.
    func withMargin() -> Rate {
      let atOnce = max(1, (amount * 2 / 3).rounded(.down))
      return Rate(atOnce, per: period * (atOnce / (amount * 0.99)))
    }
  }

  /// Requests to `/indexdocument`. `nil` here and below means without limit.
  public var indexDocument: Rate?
  /// **Documents**, not requests, to `/indexdocuments`. A request with more of them than the rate's amount waits for the
  /// full amount; the rest delays the requests after it.
  public var indexDocuments: Rate?
  /// Requests to `/search`.
  public var search: Rate?
  /// Requests to everything else together.
  public var other: Rate?
  /// The time between two calls of `/processalldocuments` for one datasource; an earlier one is refused, not delayed.
  public var processingInterval: Duration?

  public init(
    indexDocument: Rate?, indexDocuments: Rate?, search: Rate?, other: Rate?, processingInterval: Duration?
  ) {
    self.indexDocument = indexDocument
    self.indexDocuments = indexDocuments
    self.search = search
    self.other = other
    self.processingInterval = processingInterval
  }

  /// The limits that the service documents as token buckets: 10 requests a second, 600 documents a minute, 5 searches a second,
  /// 30 requests a second, 3 hours. ``standard`` spends less.
  ///
  /// Source: developers.glean.com, `get-started/rate-limits`.
  public static let documented = GleanBudget(
    indexDocument: Rate(10, per: .seconds(1)), indexDocuments: Rate(600, per: .seconds(60)),
    search: Rate(5, per: .seconds(1)), other: Rate(30, per: .seconds(1)), processingInterval: .seconds(3 * 3600))

  /// What a client spends unless told otherwise: ``documented`` with a margin in each rate.
  public static let standard = documented.withMargin()

  /// The same limits, of which less is spent.
  func withMargin() -> GleanBudget {
    GleanBudget(
      indexDocument: indexDocument?.withMargin(), indexDocuments: indexDocuments?.withMargin(),
      search: search?.withMargin(), other: other?.withMargin(), processingInterval: processingInterval)
  }

  /// No limit at all, for a sandbox of one's own.
  public static let unlimited = GleanBudget(
    indexDocument: nil, indexDocuments: nil, search: nil, other: nil, processingInterval: nil)

  /// What is wrong with the rates; `nil` when nothing is.
  var problem: String? {
    for (name, rate) in [
      ("indexDocument", indexDocument), ("indexDocuments", indexDocuments), ("search", search), ("other", other),
    ] {
      guard let rate else { continue }
      guard rate.amount >= 1, rate.amount <= 1e9, rate.period > .zero, rate.period <= GleanConfiguration.longestTime
      else {
        return "budget \(name) is \(rate.amount) per \(rate.period); expected 1 to 1e9 in a period of at most 30 days"
      }
    }
    if let interval = processingInterval, interval < .zero || interval > GleanConfiguration.longestTime {
      return "budget processingInterval is \(interval); expected zero or more and at most 30 days"
    }
    return nil
  }
}
