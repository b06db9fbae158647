import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ConnectorCheckCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check connectors now: status, configuration and a sample query.",
    discussion: """
      Counts like a check that was due: one more that failed or passed in a row. A connector that was left to rest is watched as \
      usual again. Exits with the code of the first failure. For example:
        dataops connector check acme-health-sandbox-jira
        dataops connector check --all
      """)

  @Argument(help: "The connector: its id, its name, its datasource, or the beginning of its id.")
  var connector: String?

  @Flag(help: "Check all connectors in use.")
  var all = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard (connector == nil) == all else { throw ValidationError("Name one connector, or give --all.") }
  }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "connector check")
    let services = application.services
    let reference = connector.map(ConnectorReference.init)
    let ids = try await services.reading { registry in
      guard let reference else { return try registry.liveConnectors(of: nil) { $0.phase == .monitor }.map(\.id) }
      let connector = try reference.resolve(in: registry)
      guard connector.phase == .monitor else {
        throw Failure(
          .transitionRefused, "connector '\(connector.name)' is in phase \(connector.phase) and not watched",
          remedy: "Only connectors in use are checked.")
      }
      return [connector.id]
    }
    let monitoring = ConnectorMonitoring(services: services, actor: context.actor)
    let checked = try await application.run { _ in try await monitoring.checkNow(ids) }
    let outcomes = checked.map(CheckReport.init)
    try context.show(outcomes) { outcomes.flatMap(\.lines) }
    if outcomes.isEmpty { context.console.say("There is no connector to check.") }
    if let failure = outcomes.lazy.compactMap(\.failure).first { throw failure }
  }
}

/// How one check went.
struct CheckReport: Encodable, Sendable {
  let connectorID: Identifier<GleanConnector>
  let name: String
  /// `passed`, `failed` or `unanswered`.
  let outcome: String
  let failure: Failure?
  let remarks: [HealthRemark]
  let drift: [ConnectorDrift]
  /// By the names of the metrics.
  let measured: [String: Double]

  init(_ checked: CheckedConnector) {
    connectorID = checked.subject.connector.id
    name = checked.subject.connector.name
    switch checked.outcome {
    case .passed, .beside: (outcome, failure) = ("passed", nil)
    case .failed(_, let failure): (outcome, self.failure) = ("failed", failure)
    case .unanswered: (outcome, failure) = ("unanswered", nil)
    }
    remarks = checked.remarks
    drift = checked.drift
    measured = Dictionary(checked.sample.values.map { ($0.key.rawValue, $0.value) }) { $1 }
  }

  var lines: [Line] {
    let mark =
      switch outcome {
      case "failed": Line("✗", .bad)
      case "unanswered": Line("?", .notice)
      default: remarks.isEmpty ? Line("✓", .good) : Line("!", .notice)
      }
    let figures = ConnectorMetric.allCases.compactMap { metric in
      measured[metric.rawValue].map { "\(metric.rawValue) \(metric.text($0))" }
    }
    var lines: [Line] = ["\(mark) \(name, .bold)  \(figures.joined(separator: ", "))"]
    if let failure { lines += Line.lines(of: failure.message, indentedBy: 2, style: .bad) }
    if outcome == "unanswered" { lines.append("  search asked to come back later") }
    return lines + remarks.map { "  \($0.indicator.rawValue): \($0.message)" }
  }
}
