import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ManualActionShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one manual action.",
    discussion: """
      For example:
        dataops manual-action show 0198c0de-7b1a
      """)

  @Argument(help: "The manual action: its id, or enough of its beginning.")
  var action: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let reference = ManualActionReference(action)
    let (found, client) = try await view.storage.reading { registry in
      let found = try reference.resolve(in: registry)
      return (found, try registry.client(found.clientID)?.name)
    }
    try context.show(found) { found.lines(at: SystemTime().now(), client: client) }
  }
}
