import ArgumentParser

struct ArchiveCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Archives: what is kept of datasets after their teardown.",
    discussion: """
      For example:
        dataops archive list
        dataops archive verify --all
      """,
    subcommands: [ArchiveList.self, ArchiveVerify.self])
}
