import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetRetry: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Take a FAILED dataset up again.",
    discussion: """
      Goes on with the step that failed; with --restart everything is made again, records included. For example:
        dataops dataset retry acme-health-sandbox-jira
      """)

  @OptionGroup var dataset: DatasetArgument

  @Flag(help: "Make everything again from the first step.")
  var restart = false

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let run = try await DatasetRun(context, command: "dataset retry")
    let found = try await dataset.resolve(in: run.application.services.storage)
    try await run.finish(run.requests.retry(found.id, restart: restart, reason: reason), wait)
  }
}
