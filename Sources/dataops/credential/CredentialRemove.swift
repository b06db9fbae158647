import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct CredentialRemove: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a credential.",
    discussion: """
      Glean and other systems are not told: revoke the token there, too. For example:
        dataops credential remove "Acme Health" jira --reason "the pilot is over"
      """)

  @OptionGroup var credential: CredentialArgument

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "credential remove")
    let client = try await application.requests(as: context.actor).removeCredential(
      credential.kind, ofClient: credential.client, reason: reason)
    try context.show(["client": client.name, "kind": credential.kind.rawValue]) {
      ["Removed \(credential.kind.rawValue, .bold) of \(client.name)"]
    }
  }
}
