import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct OperationList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List operations that are not finished, newest first.",
    discussion: """
      For example, with those that have ended:
        dataops operation list --all
      """)

  @Flag(help: "Also those that have ended.")
  var all = false

  @Option(parsing: .unconditional, help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 1000

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Operation]()) { [] } }
    let filter = OperationFilter(unfinishedOnly: !all, limit: limit)
    let table = try await view.storage.reading { try OperationTable($0.operations(filter), in: $0) }
    try context.show(table.operations) { table.lines(width: context.console.output.width) }
    if table.operations.isEmpty { context.console.say(all ? "There is no operation." : "Nothing is under way.") }
  }
}
