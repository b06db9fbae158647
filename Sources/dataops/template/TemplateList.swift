import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct TemplateList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the templates of the library.",
    discussion: """
      For example:
        dataops template list --industry fintech --type jira_issues
      """)

  @Option(help: "Only those of this industry.")
  var industry: Industry?

  @Option(help: "Only those that make this type.")
  var type: DatasetType?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  /// One file of the library as a list shows it.
  private struct Row: Encodable {
    let path: String
    let industry: String
    let useCase: String
    let type: String
    let name: String?
    let version: String?
    let defaultRecordCount: Int?
    /// Whether a dataset can be made from it; `template lint` says what is wrong.
    let usable: Bool
  }

  func run(_ context: CommandContext) async throws {
    let entries = try context.templates.entries().filter { entry in
      industry.map { $0.rawValue == entry.industry } ?? true && type.map { $0.rawValue == entry.type } ?? true
    }
    let rows = entries.map { entry in
      let template = try? context.templates.load(entry.path).entity
      return Row(
        path: entry.path, industry: entry.industry, useCase: entry.useCase, type: entry.type, name: template?.name,
        version: template?.version, defaultRecordCount: template?.defaultRecordCount, usable: template != nil)
    }
    try context.show(rows) {
      var table = Table([.left("PATH"), .right("RECORDS"), .left("VERSION"), .left("NAME")])
      for row in rows {
        table.add([
          Line(row.path), Line(row.defaultRecordCount.map { Figures.count($0) } ?? ""), Line(row.version ?? ""),
          row.usable ? Line(row.name ?? "") : Line("refused; see: dataops template lint \(row.path)", .bad),
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if rows.isEmpty { context.console.say("No template fits in \(context.configuration.templatesRoot).") }
  }
}
