import ArgumentParser
import DataGenerating
import DataOpsCore
import DataOpsLifecycle

struct TemplateCompile: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Print the JSON Schema (2020-12) that a template's fields amount to.",
    discussion: """
      For example:
        dataops template compile retail/store_operations/jira_issues > schema.json
        dataops template compile --file draft.json
      """)

  @Argument(help: "Its path under the library's root; '.json' may be left out.")
  var path: String?

  @Option(help: ArgumentHelp("A template file anywhere.", valueName: "file"), completion: .file())
  var file: String?

  @OptionGroup var common: CommonOptions

  var format: OutputFormat { .table }

  private var source: TemplateSource? { TemplateSource(path: path, file: file) }

  func validate() throws {
    guard source != nil else { throw ValidationError(TemplateSource.neededOnce) }
  }

  func run(_ context: CommandContext) async throws {
    guard let source else { return }
    let template = try source.load(in: context.templates)
    try context.console.print(document: String(decoding: template.document.jsonSchemaText, as: UTF8.self))
  }
}
