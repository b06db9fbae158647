import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetTeardown: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "teardown", abstract: "Archive a dataset, then remove it from search.",
    discussion: """
      Writes the archive and reads it back, disconnects, and waits out a grace period in which the dataset can be restored in \
      place. After that 'dataops operation resume' empties search and proves it. For example, at once:
        dataops dataset teardown acme-health-sandbox-jira --grace 0 --reason "done"
      """)

  @OptionGroup var dataset: DatasetArgument

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Time in which it can be undone: 0, 90s, 15m, 24h, 7d. (default: setting teardown.grace, else 24h)",
      valueName: "time"))
  var grace: DurationArgument?

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let run = try await DatasetRun(context, command: "dataset teardown")
    let found = try await dataset.resolve(in: run.application.services.storage)
    try await run.finish(run.requests.teardown(found.id, grace: grace?.duration, reason: reason), wait)
  }
}
