import ArgumentParser
import DataOpsCore
import DataOpsLifecycle

struct TemplateExport: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a template's rules and test data down for the pipelines of others.",
    discussion: """
      Software teams run the same checks as the quality gate: a JSON Schema (2020-12), a rules file for 'dataops records check', a \
      data contract (Open Data Contract Standard 3.1.0), a test specification, and a bundle of test data with records that pass, \
      records that break one rule each, and a script for continuous integration. The same template and seed give the same bytes.

      For example:
        dataops template export healthcare/clinical_workflows/jira_issues --to contract
        dataops template export retail/store_operations/slack_messages --to contract --format odcs
        dataops template export --file draft.json --to contract --count 1000 --force
      """)

  @Argument(help: "Its path under the library's root; '.json' may be left out.")
  var path: String?

  @Option(help: ArgumentHelp("A template file anywhere.", valueName: "file"), completion: .file())
  var file: String?

  @Option(help: "Number from which the made-up client of the test data follows.")
  var seed: UInt64 = 1

  @OptionGroup var export: ExportOptions
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  private var source: TemplateSource? { TemplateSource(path: path, file: file) }

  func validate() throws {
    guard source != nil else { throw ValidationError(TemplateSource.neededOnce) }
  }

  func run(_ context: CommandContext) async throws {
    guard let source else { return }
    let template = try source.load(in: context.templates)
    try export.export(TemplateContract(of: template, seed: seed, sampleCount: export.count), in: context)
  }
}
