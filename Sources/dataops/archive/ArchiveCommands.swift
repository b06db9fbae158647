import ArgumentParser

struct ArchiveCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Archives: what is kept of datasets after their teardown.",
    discussion: """
      For example:
        dataops archive list
        dataops archive verify --all
        dataops archive certificate acme-health-sandbox-jira
      """,
    subcommands: [ArchiveList.self, ArchiveVerify.self, ArchiveCertificate.self])
}
