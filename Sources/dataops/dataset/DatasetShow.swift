import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all about one dataset.",
    discussion: """
      Status, health, what failed and how to mend it, template, connector, snapshot, the four checks with failing examples, and \
      the latest operation with the time that each step used beside its budget. For example:
        dataops dataset show acme-health-sandbox-jira
      """)

  @OptionGroup var dataset: DatasetArgument
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let found = try await dataset.resolve(in: view.storage)
    let detail = try await view.storage.reading { try DatasetDetail($0.dataset(found.id) ?? found, in: $0) }
    try context.show(detail) { detail.lines(width: context.console.output.width) }
  }
}
