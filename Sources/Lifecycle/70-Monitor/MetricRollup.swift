package import DataOpsCore

/// Sums samples up to hours and hours to days, and forgets what has been kept long enough.
///
/// A span is summed up once it is over, in one transaction, from all that there is of it. Interrupted, the work goes on behind the last
/// span that was finished; done twice, it gives the same.
package struct MetricRollup: Sendable {
  private let storage: any Storage
  private let policy: MonitorPolicy
  /// A check that began within a span may be written down a little after its end.
  private static let margin: Duration = .seconds(300)

  package init(storage: any Storage, policy: MonitorPolicy) {
    self.storage = storage
    self.policy = policy
  }

  /// - Returns: how many hours and days were summed up.
  package func run(at now: Timestamp) async throws -> (hours: Int, days: Int) {
    let hours = try await sumUp(.hour, until: now - Self.margin)
    let days = try await sumUp(.day, until: now - Self.margin)
    try await forget(at: now)
    return (hours, days)
  }

  private func sumUp(_ span: MetricSpan, until end: Timestamp) async throws -> Int {
    var count = 0
    while !Task.isCancelled {
      let start = try await storage.read { registry in
        let next = try registry.lastSummary(span).map { $0 + span.length } ?? Timestamp(seconds: 0)
        return try registry.firstToSummarize(span, from: next).map { span.start(of: $0) }
      }
      guard let start, start + span.length <= end else { break }
      try await storage.write { try $0.summarize(span, startingAt: start) }
      count += 1
    }
    return count
  }

  /// What was not summed up yet is not forgotten.
  private func forget(at now: Timestamp) async throws {
    let policy = policy
    try await storage.write { registry in
      let hoursEnd = try registry.lastSummary(.hour).map { $0 + MetricSpan.hour.length } ?? Timestamp(seconds: 0)
      let daysEnd = try registry.lastSummary(.day).map { $0 + MetricSpan.day.length } ?? Timestamp(seconds: 0)
      _ = try registry.forgetSamples(before: min(now - policy.keepsSamples, hoursEnd))
      _ = try registry.forgetSummaries(.hour, before: min(now - policy.keepsHours, daysEnd))
      _ = try registry.forgetSummaries(.day, before: now - policy.keepsDays)
    }
  }
}
