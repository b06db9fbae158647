import ArgumentParser
import DataOpsApp
import DataOpsCore

struct RegistrySeedLoad: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed-load", abstract: "Fill an empty registry with made-up datasets, for measuring.",
    discussion: """
      Datasets of every status with finished operations, checks, delivered events and a whole audit trail; there is nothing \
      behind them in the object store or in search. The same numbers and seed on the same day give the same rows.

      For example:
        dataops registry seed-load --data /tmp/large
        dataops registry seed-load --active 100 --archived 1000 --clients 10
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("Datasets that are not archived.", valueName: "n"))
  var active = 10_000

  @Option(parsing: .unconditional, help: ArgumentHelp("Archived datasets.", valueName: "n"))
  var archived = 100_000

  @Option(parsing: .unconditional, help: ArgumentHelp("Templates.", valueName: "n"))
  var templateCount = 500

  @Option(parsing: .unconditional, help: ArgumentHelp("Clients, each with 50 active datasets at most.", valueName: "n"))
  var clients = 200

  @Option(help: ArgumentHelp("Another seed gives other datasets.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let console = context.console
    let display = LoadDisplay(console, total: active + archived)
    let began = ContinuousClock.now
    let loaded = try await RegistryAdministration(context.configuration).load(
      active: active, archived: archived, templates: templateCount, clients: clients, seed: seed, progress: display.take
    )
    display.finish()
    try context.show(loaded) {
      let rows = loaded.rows.values.reduce(0, +)
      var table = Table([.left("TABLE"), .right("ROWS")])
      for (name, count) in loaded.rows.sorted(by: { $0.key < $1.key }) where count > 0 {
        table.add([Line(name), Line(Figures.count(count))])
      }
      return ["\("✓", .good) \(rows.of("row")) loaded in \(Figures.time(ContinuousClock.now - began))", ""]
        + table.lines(width: console.output.width)
    }
  }
}
