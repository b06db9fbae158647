#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// When `/processalldocuments` was last called, and so when it may be called again.
///
/// A call for one datasource blocks that datasource; a call for all of them blocks every call. A call for one does not
/// block the call for all.
struct ProcessingAllowance: Sendable {
  private var lastForAll: Date?
  private var lastFor: [String: Date] = [:]
  private var underWay: Set<String?> = []

  /// When the next call is allowed; `nil` when it is now.
  func nextCall(for datasource: String?, interval: Duration?, now: Date) -> Date? {
    guard let interval else { return nil }
    let last = [lastForAll, datasource.flatMap { lastFor[key($0)] }].compactMap { $0 }.max()
    guard let next = last?.addingTimeInterval(interval.inSeconds), next > now else { return nil }
    return next
  }

  /// Claims the one call; returns when it is allowed instead where it is not, or where another one is under way.
  mutating func begin(for datasource: String?, interval: Duration?, now: Date) -> Date? {
    guard let interval else { return nil }
    if let next = nextCall(for: datasource, interval: interval, now: now) { return next }
    guard !underWay.contains(nil), underWay.insert(datasource.map(key)).inserted else {
      return now.addingTimeInterval(interval.inSeconds)
    }
    return nil
  }

  /// Ends a claimed call. Only an acknowledged one counts: one that the service executed without our knowledge is
  /// refused by the service itself.
  mutating func end(for datasource: String?, acknowledgedAt date: Date?) {
    underWay.remove(datasource.map(key))
    if let date { record(datasource, at: date) }
  }

  mutating func record(_ datasource: String?, at date: Date) {
    guard let datasource else {
      lastForAll = max(lastForAll ?? date, date)
      return
    }
    lastFor[key(datasource)] = max(lastFor[key(datasource)] ?? date, date)
  }

  private func key(_ datasource: String) -> String {
    datasource.lowercased()
  }
}
