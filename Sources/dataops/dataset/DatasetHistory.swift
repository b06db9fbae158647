import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DatasetHistory: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "What happened to a dataset: audit entries, events sent and operations, in time order.",
    discussion: """
      For example:
        dataops dataset history acme-health-sandbox-jira
      """)

  @OptionGroup var dataset: DatasetArgument
  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  private static let maximumEntries = 10_000

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let found = try await dataset.resolve(in: view.storage)
    let history = try await view.storage.reading { registry in
      try HistoryEntry.all(of: found.id, limit: Self.maximumEntries, in: registry)
    }
    try context.show(history) {
      var table = Table([.left("TIME (UTC)"), .left("KIND"), .left("WHAT"), .left("BY"), .left("ABOUT")])
      for entry in history {
        table.add([
          Line(entry.at.short), Line(entry.kind.rawValue), Line(entry.what), Line(entry.by ?? ""),
          Line(entry.about ?? ""),
        ])
      }
      return table.lines(width: context.console.output.width)
    }
  }
}

/// One thing that happened to a dataset.
struct HistoryEntry: Encodable, Sendable {
  enum Kind: String, Encodable { case audit, event, operation }

  let at: Timestamp
  let kind: Kind
  let what: String
  let by: String?
  let about: String?

  /// In time order; what happened in the same instant in the order operation, audit, event.
  static func all(of id: Identifier<Dataset>, limit: Int, in registry: any RegistryReading) throws -> [HistoryEntry] {
    let operations = try registry.operations(OperationFilter(datasetID: id, limit: limit)).reversed().flatMap(entries)
    let audit = try registry.auditEvents(after: 0, filter: AuditFilter(datasetID: id), limit: limit).map { event in
      HistoryEntry(
        at: event.at, kind: .audit, what: event.action.rawValue, by: event.actor.description, about: event.summary)
    }
    let events = try registry.outbox(of: id).prefix(limit).map { event in
      HistoryEntry(
        at: event.time, kind: .event, what: event.type.rawValue, by: nil,
        about: event.deliveredAt.map { "delivered \($0.short)" } ?? "not delivered yet")
    }
    // The standard sort is stable in practice only; the position decides where instants are equal.
    let all = operations + audit + events
    return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  private static func entries(_ operation: Operation) -> [HistoryEntry] {
    let by = operation.requestedBy.description
    let name = "\(operation.kind.rawValue) \(operation.id)"
    var entries = [
      HistoryEntry(at: operation.requestedAt, kind: .operation, what: "requested", by: by, about: name)
    ]
    if let startedAt = operation.startedAt {
      entries.append(HistoryEntry(at: startedAt, kind: .operation, what: "started", by: nil, about: name))
    }
    if let finishedAt = operation.finishedAt {
      entries.append(
        HistoryEntry(at: finishedAt, kind: .operation, what: operation.status.rawValue, by: nil, about: name))
    }
    return entries
  }
}
