import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List datasets, newest first.",
    discussion: """
      For example, those that failed:
        dataops dataset list --status failed
      """)

  @Option(help: ArgumentHelp("Only those of this client: its name or id.", valueName: "name"))
  var client: String?

  @Option(help: "Only those of this stage.")
  var stage: Stage?

  @Option(help: "Only those in this status.")
  var status: DatasetStatus?

  @Option(help: "Only those of this type.")
  var type: DatasetType?

  @Option(parsing: .unconditional, help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 1000

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Dataset]()) { [] } }
    let filter = DatasetFilter(stage: stage, status: status, type: type, limit: limit)
    let (datasets, clients) = try await view.storage.reading { [client] registry in
      var filter = filter
      filter.clientID = try client.map { try registry.client(calledBy: $0).id }
      return (try registry.datasets(filter), try registry.clients())
    }
    let names = Dictionary(clients.map { ($0.id, $0.name) }) { first, _ in first }
    try context.show(datasets) {
      var table = Table([
        .left("NAME"), .left("STATUS"), .left("HEALTH"), .right("RECORDS"), .right("QUALITY"), .left("TYPE"),
        .left("STAGE"), .left("CLIENT"), .left("ID"),
      ])
      for dataset in datasets {
        table.add([
          Line(dataset.name), dataset.status.line, dataset.healthLine,
          Line(dataset.recordCount.map { Figures.count($0) } ?? ""),
          dataset.scoreLine, Line(dataset.type.rawValue),
          Line(dataset.stage.rawValue), Line(names[dataset.clientID] ?? ""), "\(dataset.id)",
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if datasets.isEmpty { context.console.say("No dataset fits.") }
  }
}

extension RegistryReading {
  /// The client with this name, slug or id.
  ///
  /// - Throws: `not_found`.
  func client(calledBy text: String) throws -> Client {
    if let client = try client(named: text) { return client }
    if let client = try Identifier<Client>(text).flatMap(client) { return client }
    throw Failure(
      .notFound, "there is no client '\(text.prefix(Names.maximumLength))'",
      remedy: "See what there is: dataops client list")
  }
}
