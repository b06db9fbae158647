import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetProvision: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "provision", abstract: "Make a dataset, upload it, check it, and declare it READY.",
    discussion: """
      Chooses a template by the client's industry, makes the records, creates the search connector, uploads, and lets the \
      quality gate decide. For example:
        dataops dataset provision --client "Acme Health" --type jira_issues \\
          --count 1000 --label team=solutions

      The same request again, while the first is unfinished, goes on with it. Exits with 0 when the dataset is READY, and with 1 \
      when the gate is closed; the score and the failing examples are shown.
      """)

  @Option(help: ArgumentHelp("The client: its name or id.", valueName: "name"))
  var client: String

  @Option(help: ArgumentHelp("The type of content.", valueName: "type"))
  var type: DatasetType

  @Option(help: "The stage of the client's journey that it is for.")
  var stage = Stage.sandbox

  @Option(
    help: ArgumentHelp(
      "The dataset's name. (default: {client}-{stage}-{connector}, numbered if taken)", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Template of the library to make it from, see 'dataops template list'. (default: chosen by industry, use case and type)",
      valueName: "path"))
  var template: String?

  @Option(
    help: ArgumentHelp(
      "Use case to choose the template by. (default: the client's, else the first that fits)", valueName: "use_case"))
  var useCase: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many records, 1 to 100,000,000. (default: the template's number)", valueName: "n"))
  var count: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of the made-up world; the same seed gives the same records.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("A label, as name=value; may be repeated.", valueName: "name=value"))
  var label: [LabelArgument] = []

  @Option(help: "How urgent it is; what waits goes by it first.")
  var priority = OperationPriority.normal

  @Option(
    help: ArgumentHelp(
      "How long it may take, waiting included, before it is given up: 30m, 2h. (default: as long as it takes)",
      valueName: "time"))
  var deadline: DurationArgument?

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @Flag(help: "Only show what would be asked of the search system, and how long that takes. Changes nothing.")
  var dryRun = false

  @OptionGroup var wait: WaitOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let labels = try label.byName()
    var request = ProvisionRequest(
      client: client, type: type, stage: stage, name: name, template: template, useCase: useCase, count: count,
      seed: seed,
      labels: labels, reason: reason)
    request.priority = priority
    request.deadline = deadline?.duration
    if dryRun {
      let plan = try await context.open(for: "dataset provision").requests(as: context.actor).plan(request)
      return try context.show(plan) { plan.lines(width: context.console.output.width) }
    }
    let run = try await DatasetRun(context, command: "dataset provision")
    try await run.finish(run.requests.provision(request), wait)
  }
}
