import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ConnectorShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one connector: health, what was measured, drift and incidents.",
    discussion: """
      The small graphs show the means of the last 24 hours and 30 days, oldest first, from the least to the most that was measured. \
      For example:
        dataops connector show acme-health-sandbox-jira
        dataops connector show acme-health-sandbox-jira --output json
      """)

  @Argument(help: "The connector: its id, its name, its datasource, or the beginning of its id.")
  var connector: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let reference = ConnectorReference(connector)
    let report = try await view.storage.reading {
      try ConnectorReport(reference.resolve(in: $0), at: SystemTime().now(), in: $0)
    }
    try context.show(report) { report.lines(width: context.console.output.width) }
  }
}
