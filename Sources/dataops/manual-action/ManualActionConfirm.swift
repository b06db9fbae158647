import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ManualActionConfirm: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Say that it was done.",
    discussion: """
      Who said so, when and why goes into the audit trail, and to those who are sent events. A registration that was removed is no \
      longer counted as the dataset's, and its certificate says so: dataops archive certificate. A client's own Glean is asked \
      whether it is gone; where it still has it, nothing is confirmed.

      For example:
        dataops manual-action confirm 0198c0de-7b1a --reason "registration removed in the console"
      """)

  @Argument(help: "The manual action: its id, or enough of its beginning.")
  var action: String

  @Option(help: ArgumentHelp("What was done, for the audit trail.", valueName: "text"))
  var reason: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "manual-action confirm")
    let requests = application.requests(as: context.actor)
    let reference = ManualActionReference(action)
    try await requests.checkRemoved(reference)
    let confirmed = try await requests.confirm(reference, reason: reason)
    try context.show(confirmed) { ["Confirmed \(confirmed.kind.rawValue, .bold)  \(confirmed.id)"] }
  }
}
