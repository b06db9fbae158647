import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetValidate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Run the four quality checks again.",
    discussion: """
      For a READY dataset, or one that failed while it was validated. For example:
        dataops dataset validate acme-health-sandbox-jira --reason "before the demo"
      """)

  @OptionGroup var dataset: DatasetArgument

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let run = try await DatasetRun(context, command: "dataset validate")
    let found = try await dataset.resolve(in: run.application.services.storage)
    try await run.finish(run.requests.validate(found.id, reason: reason), wait)
  }
}
