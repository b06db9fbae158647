import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct OperationList: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List operations that are not finished, newest first.",
    discussion: """
      For example, with those that have ended:
        dataops operation list --all
      Those that failed and wait for somebody to take them up again:
        dataops operation list --dead
      """)

  @Flag(help: "Also those that have ended.")
  var all = false

  @Flag(help: "Only those that failed for good and were not taken up again.")
  var dead = false

  @OptionGroup var list: ListOptions

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Operation]()) { [] } }
    let filter = OperationFilter(unfinishedOnly: !all && !dead, deadOnly: dead, limit: list.limit)
    let table = try await view.storage.reading { try OperationTable($0.operations(filter), in: $0) }
    try context.show(table.operations) { table.lines(width: context.console.output.width) }
    if table.operations.isEmpty {
      context.console.say(all || dead ? "There is no such operation." : "Nothing is under way.")
    }
  }
}
