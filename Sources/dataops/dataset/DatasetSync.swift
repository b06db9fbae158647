import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetSync: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Make a READY dataset again, send search what changed, and check it.",
    discussion: """
      Takes the dataset's template as the library holds it now, or another one, and makes the records again. New and changed \
      documents are sent, gone ones are deleted; where more than 20 % or more than 6,000 documents differ, one upload replaces \
      them all. Then the checks decide again. Does nothing where template and number of records are the same. For example:
        dataops dataset sync acme-health-sandbox-jira --dry-run
        dataops dataset sync acme-health-sandbox-jira --reason "the template names the new product"
      """)

  @OptionGroup var dataset: DatasetArgument

  @Option(
    help: ArgumentHelp(
      "Another template of the same type, see 'dataops template list'. (default: the dataset's own, as it is now)",
      valueName: "path"))
  var template: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many records there should be. (default: as many as there are)", valueName: "n"))
  var count: Int?

  @Flag(help: "Send every record, also those that search holds already.")
  var all = false

  @Flag(help: "Only show what differs, and how long it takes to send it. Changes nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let run = try await DatasetRun(context, command: "dataset sync")
    let found = try await dataset.resolve(in: run.application.services.storage)
    let request = SyncRequest(
      dataset: found.id, template: template, count: count, sendsEverything: all, reason: reason)
    if !dryRun, let requested = try await run.requests.sync(request) { return try await run.finish(requested, wait) }
    let plan = try await run.requests.plan(request)
    try context.show(plan) { plan.lines(isRehearsal: dryRun) }
  }
}
