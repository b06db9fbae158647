import ArgumentParser
import DataOpsApp
import DataOpsCore

struct RegistryImport: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Move all that a registry file holds into the PostgreSQL registry.",
    discussion: """
      The PostgreSQL registry (setting registry.url) has to be made, and empty; the file stays as it is, and no process may \
      have it meanwhile. All of it arrives, compared row by row, or nothing. For example:
        dataops registry migrate
        dataops registry import ~/.local/share/dataops/registry.sqlite

      Objects and keys are not moved: give every process the same folder (setting objects.root) and a copy of \
      credentials.key in its data directory.
      """)

  @Argument(
    help: "The registry file, or the data directory that it lies in.", completion: .file(extensions: ["sqlite"]))
  var path: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let console = context.console
    let moved = try await RegistryAdministration(context.configuration).importRegistry(
      from: CommandContext.absolute(path)
    ) { table in
      if console.error.isTerminal { console.say(Line(table.isEmpty ? "comparing …" : "\(table) …", .dim)) }
    }
    try context.show(moved) {
      let rows = moved.rows.values.reduce(0, +)
      var table = Table([.left("TABLE"), .right("ROWS")])
      for (name, count) in moved.rows.sorted(by: { $0.key < $1.key }) where count > 0 {
        table.add([Line(name), Line(Figures.count(count))])
      }
      return [
        "\("✓", .good) \(rows.of("row")) moved to \(moved.place), the same on both sides",
        "  the audit trail has \(moved.auditEntries.of("entry", "entries"))", "",
      ] + table.lines(width: console.output.width)
    }
  }
}
