import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct OperationReplay: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Take operations up again that had failed for good.",
    discussion: """
      A failed operation is kept, with the step and the reason, until it is taken up again: a new operation goes on from that \
      step. For example, after search was away:
        dataops operation list --dead
        dataops operation replay --all --code search_unreachable

      Workers do the work; without any, 'dataops operation resume' does. Exits with 0 when all were taken up.
      """)

  @Argument(help: "The operation: its id, or enough of its beginning.")
  var operation: String?

  @Flag(help: "All that failed and were not taken up again.")
  var all = false

  @Option(help: ArgumentHelp("With --all: only those that failed with this code.", valueName: "code"))
  var code: FailureCode?

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard (operation != nil) != all else { throw ValidationError("Give one operation, or --all.") }
    guard code == nil || all else { throw ValidationError("--code goes with --all.") }
  }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "operation replay")
    let requests = application.requests(as: context.actor)
    var taken: [DataOpsCore.Operation] = []
    var refusal: Failure?
    for dead in try await chosen(application.services) {
      do { taken.append(try await requests.replay(dead, reason: reason).operation) } catch {
        if all { context.console.say("operation \(dead): \(error.message)") }
        refusal = error
      }
    }
    let replayed = taken
    let table = try await application.services.reading { try OperationTable(replayed, in: $0) }
    try context.show(table.operations) {
      table.operations.isEmpty ? [] : table.lines(width: context.console.output.width)
    }
    if let refusal { throw refusal }
    if taken.isEmpty { context.console.say("Nothing has failed that was not taken up again.") }
  }

  private func chosen(_ services: Services) async throws(Failure) -> [Identifier<DataOpsCore.Operation>] {
    try await services.reading { [operation, code] registry in
      if let operation { return [try OperationReference(operation).resolve(in: registry).id] }
      return try registry.operations(OperationFilter(deadOnly: true, limit: 10_000))
        .filter { code == nil || $0.failure?.code == code }.map(\.id).reversed()
    }
  }
}

extension FailureCode: ExpressibleByArgument {}
