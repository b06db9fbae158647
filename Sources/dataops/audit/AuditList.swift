import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct AuditList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List or export audit entries in the order in which they were written.",
    discussion: """
      A table or a JSON document shows the newest 100 unless --limit says otherwise; jsonl, one entry a line, gives all of them \
      and can be verified elsewhere with 'dataops audit verify --file'. For example:
        dataops audit list --action dataset_status_changed --limit 20
        dataops audit list --output jsonl > audit.jsonl
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument, Sendable { case table, json, jsonl }

  @Option(
    help: ArgumentHelp(
      "Only those about this dataset: its id, its name, or the beginning of its id, as long as only one dataset has it.",
      valueName: "dataset"))
  var dataset: String?

  @Option(help: ArgumentHelp("Only those about this client: its name or id.", valueName: "name"))
  var client: String?

  @Option(help: "Only those of this kind.")
  var action: AuditAction?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The newest so many. (default: 100; all for jsonl)", valueName: "n"))
  var limit: Int?

  @Option(help: "How to write the result: a table for people, one JSON document, or one JSON document a line.")
  var output = Output.table

  @OptionGroup var common: CommonOptions

  var format: OutputFormat { output == .table ? .table : .json }

  func validate() throws {
    guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be at least 1.") }
  }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else {
      if output == .json { try context.show([AuditRecord]()) { [] } }
      return
    }
    let pages = AuditPages(storage: view.storage, filter: try await filter(in: view.storage))
    if output == .jsonl, limit == nil {
      return try await pages.forEachPage { page throws(Failure) in try export(page, on: context.console) }
    }
    let (newest, total) = try await newest(of: pages)
    switch output {
    case .jsonl: try export(newest, on: context.console)
    case .json, .table: try context.show(newest.map(AuditRecord.init)) { lines(newest, context) }
    }
    if total > newest.count, output == .table {
      let older = (total - newest.count).of("older entry is", "older entries are")
      context.console.say("\(older) not shown; see --limit.")
    }
  }

  private func filter(in storage: any Storage) async throws(Failure) -> AuditFilter {
    try await storage.reading { [dataset, client, action] registry in
      AuditFilter(
        datasetID: try dataset.map { try DatasetReference($0).resolve(in: registry).id },
        clientID: try client.map { try registry.client(calledBy: $0).id }, action: action)
    }
  }

  /// The newest entries up to the limit, and how many fit in all.
  private func newest(of pages: AuditPages) async throws(Failure) -> ([AuditEvent], Int) {
    let limit = limit ?? 100
    var newest: [AuditEvent] = []
    var total = 0
    try await pages.forEachPage { page throws(Failure) in
      total += page.count
      newest = Array((newest + page).suffix(limit))
    }
    return (newest, total)
  }

  private func export(_ events: [AuditEvent], on console: Console) throws(Failure) {
    var text = ""
    for event in events { text += try JSONDocument.line(of: AuditRecord(event)) }
    try console.print(document: text)
  }

  private func lines(_ events: [AuditEvent], _ context: CommandContext) -> [Line] {
    var table = Table([
      .right("NO"), .left("TIME (UTC)"), .left("ACTION"), .left("BY"), .left("ABOUT"), .left("DATASET"),
    ])
    for event in events {
      table.add([
        "\(event.sequence)", Line(event.at.short), Line(event.action.rawValue), Line(event.actor.description),
        Line(event.summary), Line(event.datasetID?.description ?? ""),
      ])
    }
    return table.lines(width: context.console.output.width)
  }
}
