import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct CredentialList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List a client's credentials: kinds, expiry, age and key, never a value.",
    discussion: """
      For example:
        dataops credential list "Acme Health"
      """)

  @Argument(help: "The client's name.")
  var client: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let now = SystemTime().now()
    let credentials = try await view.storage.reading { registry in
      guard let found = try registry.client(named: client) else {
        throw Failure(
          .notFound, "there is no client '\(client)'", remedy: "See what there is: dataops client list")
      }
      return try registry.credentials(of: found.id).map { CredentialSummary($0, at: now) }
    }
    try context.show(credentials) {
      var table = Table([
        .left("KIND"), .left("METHOD"), .left("STORED"), .right("DAYS"), .left("EXPIRES"), .left("LAST USED"),
        .left("LAST REFUSED"), .left("KEY"), .left("NOTES"),
      ])
      for one in credentials {
        table.add([
          Line(one.kind.rawValue), Line(one.method.rawValue), Line(one.storedAt.short), "\(one.ageDays)",
          one.expiresAt.map { Line($0.short, one.expired ? .bad : nil) } ?? Line("not known", .dim),
          Line(one.lastUsedAt?.short ?? ""), Line(one.lastRefusedAt?.short ?? ""), Line(one.keyID), one.notes,
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if credentials.isEmpty { context.console.say("There is none.") }
  }
}
