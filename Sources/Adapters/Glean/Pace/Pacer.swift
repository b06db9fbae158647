#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Guards the budgets of one client in memory. It never waits itself.
actor Pacer {
  private enum Lane: String, Hashable {
    case indexDocument, indexDocuments, search, other
  }

  private var buckets: [Lane: TokenBucket] = [:]
  private var allowance = ProcessingAllowance()
  private let interval: Duration?
  private let budget: GleanBudget

  init(_ budget: GleanBudget, at now: Duration) {
    interval = budget.processingInterval
    self.budget = budget
    buckets[.indexDocument] = budget.indexDocument.map { TokenBucket($0, at: now) }
    buckets[.indexDocuments] = budget.indexDocuments.map { TokenBucket($0, at: now) }
    buckets[.search] = budget.search.map { TokenBucket($0, at: now) }
    buckets[.other] = budget.other.map { TokenBucket($0, at: now) }
  }

  func take(_ call: WireCall, at now: Duration, waitingAtMost limit: Duration) -> TokenBucket.Result {
    let lane = Self.lane(of: call.endpoint)
    return buckets[lane]?.take(Self.cost(of: call), at: now, waitingAtMost: limit) ?? .granted(wait: .zero)
  }

  /// What the call takes from which rate; nil where that is without limit.
  nonisolated func share(of call: WireCall) -> (lane: String, amount: Double, rate: GleanBudget.Rate)? {
    let lane = Self.lane(of: call.endpoint)
    let rate =
      switch lane {
      case .indexDocument: budget.indexDocument
      case .indexDocuments: budget.indexDocuments
      case .search: budget.search
      case .other: budget.other
      }
    return rate.map { (lane.rawValue, Self.cost(of: call), $0) }
  }

  func putBack(_ call: WireCall) {
    buckets[Self.lane(of: call.endpoint)]?.putBack(Self.cost(of: call))
  }

  func nextProcessing(of datasource: String?, now: Date) -> Date? {
    allowance.nextCall(for: datasource, interval: interval, now: now)
  }

  func beginProcessing(of datasource: String?, now: Date) -> Date? {
    allowance.begin(for: datasource, interval: interval, now: now)
  }

  func endProcessing(of datasource: String?, acknowledgedAt date: Date?) {
    allowance.end(for: datasource, acknowledgedAt: date)
  }

  func recordProcessing(of datasource: String?, at date: Date) {
    allowance.record(datasource, at: date)
  }

  private static func lane(of endpoint: GleanEndpoint) -> Lane {
    switch endpoint {
    case .indexDocument: .indexDocument
    case .indexDocuments: .indexDocuments
    case .search: .search
    default: .other
    }
  }

  private static func cost(of call: WireCall) -> Double {
    call.endpoint == .indexDocuments ? Double(call.documents) : 1
  }
}
