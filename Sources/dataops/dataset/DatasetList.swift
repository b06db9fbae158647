import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetList: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List datasets, newest first.",
    discussion: """
      For example, those that failed:
        dataops dataset list --status failed
      What one page does not hold is on the next, behind its last dataset:
        dataops dataset list --label team=solutions --text checkout --limit 50 --after ID
      """)

  @OptionGroup var owner: ClientOption

  @Option(help: "Only those of this stage.")
  var stage: Stage?

  @Option(help: "Only those in this status.")
  var status: DatasetStatus?

  @Option(help: "Only those of this type.")
  var type: DatasetType?

  @Flag(help: "Only those that are not archived.")
  var live = false

  @Option(help: ArgumentHelp("Only those with this label, as name=value; may be repeated.", valueName: "name=value"))
  var label: [LabelArgument] = []

  @Option(
    help: ArgumentHelp(
      "Only those with this text in name, labels, industry, use case or tags, without regard to case.",
      valueName: "text"))
  var text: String?

  @Option(help: ArgumentHelp("Only those behind this one in the list: where the page before ended.", valueName: "id"))
  var after: DatasetID?

  @Flag(help: "How many there are in each status, instead of the list.")
  var count = false

  @OptionGroup var list: ListOptions

  func validate() throws {
    if let text, text.isEmpty || text.utf8.count > 200 || text.utf8.contains(0) {
      throw ValidationError("--text must have 1 to 200 bytes, and no NUL among them.")
    }
  }

  private func filter() throws -> DatasetFilter {
    DatasetFilter(
      stage: stage, status: status, liveOnly: live, type: type,
      labels: try label.byName(), text: text, after: after?.id,
      limit: list.limit)
  }

  private func show(_ counts: [DatasetStatus: Int], _ context: CommandContext) throws {
    let named = Dictionary(uniqueKeysWithValues: DatasetStatus.allCases.map { ($0.rawValue, counts[$0] ?? 0) })
    try context.show(named) {
      var table = Table([.left("STATUS"), .right("DATASETS")])
      for status in DatasetStatus.allCases { table.add([status.line, Line(Figures.count(counts[status] ?? 0))]) }
      return table.lines(width: context.console.output.width)
    }
  }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Dataset]()) { [] } }
    let filter = try filter()
    guard !count else {
      let counts = try await view.storage.reading { [owner] registry in
        var filter = filter
        filter.clientID = try owner.id(in: registry)
        return try registry.datasetCounts(filter)
      }
      return try show(counts, context)
    }
    let (datasets, clients) = try await view.storage.reading { [owner] registry in
      var filter = filter
      filter.clientID = try owner.id(in: registry)
      if let after = filter.after, try registry.dataset(after) == nil {
        throw Failure(
          .notFound, "there is no dataset \(after)", remedy: "Give the id of the last dataset of the page before.")
      }
      let datasets = try registry.datasets(filter)
      return (datasets, try registry.clients(Set(datasets.map(\.clientID))))
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
    if let last = datasets.last, datasets.count == list.limit, format == .table {
      context.console.say("There may be more: add --after \(last.id)")
    }
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
