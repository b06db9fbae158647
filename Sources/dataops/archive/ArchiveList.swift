import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ArchiveList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the archives, newest first.",
    discussion: """
      For example:
        dataops archive list --client "Acme Health"
      """)

  @Option(help: ArgumentHelp("Only those of this client: its name or id.", valueName: "name"))
  var client: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 1000

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Archive]()) { [] } }
    let archives = try await view.storage.reading { [client, limit] registry in
      let client = try client.map { try registry.client(calledBy: $0).id }
      return try registry.archives(client: client, limit: limit).map { archive in
        (archive, try registry.dataset(archive.datasetID)?.name ?? "")
      }
    }
    try context.show(archives.map(\.0)) {
      var table = Table([
        .left("DATASET"), .right("RECORDS"), .right("SIZE"), .left("ARCHIVED (UTC)"), .left("VERIFIED (UTC)"),
        .left("KEPT UNTIL (UTC)"), .left("ID"),
      ])
      for (archive, name) in archives {
        table.add([
          Line(name), Line(Figures.count(archive.recordCount)), Line(Figures.bytes(archive.byteCount)),
          Line(archive.createdAt.short), Line(archive.verifiedAt?.short ?? "never"), Line(archive.keepUntil.short),
          "\(archive.datasetID)",
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if archives.isEmpty { context.console.say("There is no archive.") }
  }
}
