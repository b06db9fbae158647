import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct CredentialRotate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Have Glean give a new token in place of a stored one.",
    discussion: """
      Glean replaces indexing tokens only. The old one works for ten more minutes, so that calls under way end well; the day on \
      which the token expires stays. Where the new token was lost on its way, this says so, and until when the old one works. For \
      example:
        dataops credential rotate "Acme Health" indexing_token
      """)

  @OptionGroup var credential: CredentialArgument

  @Option(help: ArgumentHelp("Why, for the audit trail.", valueName: "text"))
  var reason: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "credential rotate")
    let client = try await application.requests(as: context.actor).client(named: credential.client)
    let rotation = CredentialRotation(
      services: application.services, sealer: application.sealer, issuer: application.issuer, actor: context.actor)
    let rotated = try await rotation.rotate(credential.kind, of: client, reason: reason)
    try context.show(CredentialSummary(rotated, at: SystemTime().now())) {
      var line: Line = "Rotated \(rotated.kind.rawValue, .bold) of \(client.name)"
      if let until = rotated.previous?.worksUntil { line = "\(line)  the old one works until \(until.short) UTC" }
      return [line]
    }
  }
}
