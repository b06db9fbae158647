import Foundation
import Testing

/// Rounds of checks on the monitor as it serves, with real requests to servers that refuse what exceeds the documented limits. The
/// whole size is `make bench-monitor`.
@Suite struct `A health round over real requests` {
  private struct Report: Decodable {
    struct Rate: Decodable {
      let mean: Double
    }
    struct Check: Decodable {
      let p95: Double
    }
    let checks: Int
    let othersPerSecond: Rate
    let searchesPerSecond: Rate
    let refusals: [String: Int]
    /// By the simulated clock.
    let waited: Check
    /// By the machine's.
    let took: Check
    let healthy: Int
    let missed: Int
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 3])
  func `reaches every connector within its budgets, and each answers in time`(tenants: Int) async throws {
    let outcome = try await Program().runBench(
      "health-round", "--connectors", "300", "--tenants", "\(tenants)", "--rounds", "2")
    try #require(outcome.exitCode == 0, "\(outcome)")
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    // A check may fall on either side of the moment at which measuring begins or ends.
    #expect((570...630).contains(report.checks), "\(outcome)")
    #expect(report.missed <= 15, "\(outcome)")
    #expect(report.healthy == report.checks, "\(outcome)")
    #expect(report.refusals.isEmpty, "\(outcome)")
    #expect(report.othersPerSecond.mean + report.searchesPerSecond.mean < 1.2, "one request a check: \(outcome)")
    #expect(report.waited.p95 < 5000, "\(outcome)")
  }
}
