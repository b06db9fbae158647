import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetRestore: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring an ARCHIVED dataset back.",
    discussion: """
      Verifies the archive and makes a new dataset from it; within the grace period the connector is taken over with all that \
      is in it. For example:
        dataops dataset restore acme-health-sandbox-jira
      """)

  @OptionGroup var dataset: DatasetArgument

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let run = try await DatasetRun(context, command: "dataset restore")
    let found = try await dataset.resolve(in: run.application.services.storage)
    try await run.finish(run.requests.restore(found.id, reason: reason), wait)
  }
}
