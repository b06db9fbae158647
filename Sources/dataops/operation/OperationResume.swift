import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct OperationResume: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with what was interrupted, and with teardowns whose grace is over.",
    discussion: """
      Without an id everything that can go on does. Run it from a timer to have grace periods end by themselves. For example:
        dataops operation resume
      """)

  @Argument(help: "The operation: its id, or enough of its beginning. (default: all)")
  var operation: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "operation resume")
    let reference = operation.map(OperationReference.init)
    let unfinished = try await application.services.reading { registry in
      guard let reference else { return try registry.operations(OperationFilter(unfinishedOnly: true, limit: .max)) }
      return [try reference.resolve(in: registry)]
    }
    if let one = unfinished.first, reference != nil, one.status.isFinished {
      throw Failure(.conflict, "operation \(one.id) has already ended: \(one.status.rawValue)")
    }
    let wanted = reference == nil ? nil : Set(unfinished.map(\.id))
    if !unfinished.isEmpty {
      try await OperationRun(context: context, application: application)
        .drain(wanted, namesDatasets: unfinished.count > 1)
    }
    let table = try await application.services.reading { registry in
      try OperationTable(unfinished.compactMap { try registry.operation($0.id) }, in: registry)
    }
    try context.show(table.operations) {
      table.operations.isEmpty ? [] : table.lines(width: context.console.output.width)
    }
    if unfinished.isEmpty { context.console.say("Nothing is under way.") }
    if let failure = table.operations.lazy.compactMap(\.finalFailure).first { throw failure }
  }
}
