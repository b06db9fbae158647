import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct CredentialSet: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Store a credential in place of the client's last one of its kind.",
    discussion: """
      Secrets are read from files and stored sealed; they are never shown again. Running processes go over to the new one by \
      themselves. Glean takes a token. For example:
        dataops credential set "Acme Health" indexing_token --token-file indexing.token --expires 2027-03-01

      With --rotate-automatically the scheduler has Glean replace an indexing token before its rotation period is over; that \
      does not move the day on which it expires.

      A system of the client's takes a token, too, or one of these:
        dataops credential set "Acme Health" confluence --user reader@acme.example --password-file password
        dataops credential set "Acme Health" jira --oauth-client-id ID --client-secret-file secret \\
          --refresh-token-file refresh --token-url https://auth.acme.example/token
        dataops credential set "Acme Health" gdrive --key-file service-account.json
      """)

  @OptionGroup var credential: CredentialArgument

  @OptionGroup var value: CredentialValueOptions

  @Option(
    help: ArgumentHelp(
      "When it expires: a day (2027-03-01, from its beginning in UTC) or an instant. (default: not known, so that nobody is warned)",
      valueName: "day"))
  var expires: InstantArgument?

  @Flag(help: "Have Glean replace it in time; indexing tokens only.")
  var rotateAutomatically = false

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let request = CredentialRequest(
      client: credential.client, kind: credential.kind, value: try value.read(), expiresAt: expires?.instant,
      rotatesAutomatically: rotateAutomatically, reason: reason)
    let application = try await context.open(for: "credential set")
    let stored = try await application.requests(as: context.actor).store(request, sealer: application.sealer)
    try context.show(CredentialSummary(stored, at: SystemTime().now())) {
      let expiry = stored.expiresAt.map { ", expires at \($0.short) UTC" } ?? ""
      return ["Stored \(stored.kind.rawValue, .bold) of \(credential.client)  \(stored.method.rawValue)\(expiry)"]
    }
  }
}

/// The client and the kind of a credential.
struct CredentialArgument: ParsableArguments {
  @Argument(help: "The client's name.")
  var client: String

  @Argument(help: "What it opens.")
  var kind: CredentialKind
}
