import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ClientUpdate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Give a client's own Glean another address.",
    discussion: """
      Its tokens stay as they are; 'dataops credential set' replaces them. A client that has connectors cannot go to another Glean: \
      they would be left behind.

      For example:
        dataops client update "Acme Health" --glean-url https://acme-be.glean.com
        dataops client update "Acme Health" --glean-url https://acme-eu-be.glean.com --same-tenant --reason "moved to the EU host"
      """)

  @Argument(help: "The client: its name or id.")
  var client: String

  @Option(help: ArgumentHelp("The new address of the client's Glean.", valueName: "url"))
  var gleanURL: String

  @Flag(help: "Say that the same Glean answers at the new address, so that connectors stay valid.")
  var sameTenant = false

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let address = try GleanAddress.checked(gleanURL)
    let application = try await context.open(for: "client update")
    let updated = try await application.requests(as: context.actor)
      .setAddress(ofClient: client, to: address, isSameTenant: sameTenant, reason: reason)
    try context.show(updated) { ["\(updated.name, .bold) is at \(address)"] }
    if format == .table {
      context.console.say("  Next: \(context.command("doctor --client \(updated.name.quotedForShell)"))")
    }
  }
}
