import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ClientAdd: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a client.",
    discussion: """
      Without a Glean of its own the client uses the embedded sandbox server, so that everything works on one machine. For example:
        dataops client add "Acme Health" --industry healthcare

      With its own Glean, both tokens are read from files and stored encrypted; they are never shown again:
        dataops client add "Acme Health" --industry healthcare \\
          --glean-url https://acme-be.glean.com \\
          --indexing-token-file indexing.token --client-token-file client.token
      """)

  @Argument(help: "The client's name, unique without regard to case.")
  var name: String

  @Option(help: "The client's industry; templates are chosen by it.")
  var industry: Industry

  @Option(
    help: ArgumentHelp(
      "Use case that templates are chosen by where a request names none, see 'dataops template list'. (default: the first that fits)",
      valueName: "use_case"))
  var useCase: String?

  @Option(
    help: ArgumentHelp(
      "Address of the client's Glean. (default: the embedded sandbox server)", valueName: "url"))
  var gleanURL: String?

  @Option(
    help: ArgumentHelp("File that holds the token of Glean's Indexing API and nothing else.", valueName: "file"),
    completion: .file())
  var indexingTokenFile: String?

  @Option(
    help: ArgumentHelp("File that holds the token of Glean's Client API and nothing else.", valueName: "file"),
    completion: .file())
  var clientTokenFile: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let request = try ClientRequest(
      name: name, industry: industry, useCase: useCase, gleanURL: gleanURL.map(GleanAddress.checked),
      indexingToken: indexingTokenFile.map(TokenFile.token), clientToken: clientTokenFile.map(TokenFile.token))
    let application = try await context.open(for: "client add")
    let client = try await application.requests(as: context.actor).addClient(request, sealer: application.sealer)
    try context.show(client) {
      ["Added \(client.name, .bold)  \(client.industry.rawValue)  \(client.id)"]
    }
    if format == .table {
      let provision = "dataset provision --client \(client.name.quotedForShell) --type confluence_pages"
      context.console.say("  Next: \(context.command(provision))")
    }
  }
}
