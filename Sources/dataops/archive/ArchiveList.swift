import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ArchiveList: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the archives, newest first.",
    discussion: """
      For example:
        dataops archive list --client "Acme Health"
      """)

  @OptionGroup var owner: ClientOption
  @OptionGroup var list: ListOptions

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Archive]()) { [] } }
    let archives = try await view.storage.reading { [owner, list] registry in
      try registry.archives(client: owner.id(in: registry), limit: list.limit).map { archive in
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
