import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetExport: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a dataset's rules and test data down for the pipelines of others.",
    discussion: """
      As 'dataops template export' does, by the template that the dataset pins: whatever the library says today, these are the \
      rules that this dataset is checked by. The test data are of the dataset's own people and places.

      For example:
        dataops dataset export acme-health-sandbox-jira --to contract
        dataops dataset export acme-health-sandbox-jira --to contract --format rules
      """)

  @OptionGroup var dataset: DatasetArgument
  @OptionGroup var export: ExportOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let found = try await dataset.resolve(in: view.storage)
    let client = try await view.storage.reading { try $0.client(found.clientID) }
    guard let client else { throw Failure(.notFound, "the client of dataset '\(found.name)' is not there any more") }
    let template = try await PinnedTemplate.open(for: found, objects: view.objects)
    let contract = TemplateContract(of: found, client: client, template: template, sampleCount: export.count)
    try export.export(contract, in: context)
  }
}
