import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct OperationCancel: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Stop an operation and undo what it made.",
    discussion: """
      An operation that has not begun is cancelled at once. One that another process runs is stopped at its next heartbeat, and \
      this command waits for the end; in a data directory without a PostgreSQL registry, where one process works at a time, \
      stop that one first, with Ctrl-C. What it made is undone: search is emptied of it and its records are deleted; its dataset becomes FAILED and can be \
      retried or torn down. A teardown cannot be cancelled, but its dataset restored. Exits with 0 when the operation is \
      cancelled. For example:
        dataops operation cancel 0198c0de-7b1a --reason "wrong client"
      """)

  @Argument(help: "The operation: its id, or enough of its beginning.")
  var operation: String

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "operation cancel")
    let reference = OperationReference(operation)
    let found = try await application.services.reading { try reference.resolve(in: $0) }
    let asked = try await application.requests(as: context.actor).cancel(found.id, reason: reason)
    let ended = try await OperationRun(context: context, application: application).drain(asked)
    let detail = try await application.services.reading { try OperationDetail(ended, in: $0) }
    try context.show(detail) { detail.lines(width: context.console.output.width) }
    if ended.status != .cancelled { throw ended.finalFailure ?? Self.notCancelled(ended) }
  }

  private static func notCancelled(_ operation: Operation) -> Failure {
    Failure(
      .conflict, "operation \(operation.id) was not cancelled: it is \(operation.status.rawValue)",
      remedy: "It had gone too far to be stopped; see: dataops operation show \(operation.id)")
  }
}
