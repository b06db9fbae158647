import ArgumentParser
import DataOpsApp
import DataOpsCore

struct OperationShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one operation with its steps.",
    discussion: """
      The time that each step used stands beside its budget; twice the budget is a time-out. For example:
        dataops operation show 0198c0de-7b1a
      """)

  @Argument(help: "The operation: its id, or enough of its beginning.")
  var operation: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let reference = OperationReference(operation)
    let detail = try await view.storage.reading { try OperationDetail(reference.resolve(in: $0), in: $0) }
    try context.show(detail) {
      var lines: [Line] = detail.datasetName.map { ["Dataset \($0, .bold)  \(detail.operation.datasetID)"] } ?? []
      lines += detail.lines(width: context.console.output.width)
      if let failure = detail.operation.failure { lines += ErrorReport.lines(failure) }
      return lines
    }
  }
}
