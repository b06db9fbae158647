import ArgumentParser
import DataOpsApp
import DataOpsCore
import Foundation

struct ConfigShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show every setting in force and where it comes from.",
    discussion: """
      Flags win over environment variables, these over the settings file, this over the defaults. For example:
        dataops config
        DATAOPS_TEARDOWN_GRACE=1h dataops config --output json
      """)

  @Flag(help: "Print the reference page of all settings, in Markdown.")
  var reference = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  private struct Row: Encodable {
    let name: String
    let value: String
    let source: String
  }

  /// The reference does not depend on settings, and so is not kept back by a wrong one.
  mutating func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard !reference else {
      return try Console(environment: environment).print(document: ConfigurationReference.page)
    }
    try await run(CommandContext(options: common, format: format, environment: environment))
  }

  func run(_ context: CommandContext) async throws {
    let rows = try AppConfiguration.listing(
      context.settings, dataDirectory: context.configuration.dataDirectory, dataSource: context.dataSource,
      shippedTemplates: context.shippedTemplates
    ).map { Row(name: $0.name, value: $0.value, source: $0.source) }
    try context.show(rows) {
      var table = Table([.left("SETTING"), .left("VALUE"), .left("FROM")])
      for row in rows {
        table.add([Line(row.name), Line(row.value), Line(row.source, row.source == "default" ? .dim : nil)])
      }
      return table.lines(width: context.console.output.width)
    }
  }
}
