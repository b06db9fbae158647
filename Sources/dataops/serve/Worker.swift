import ArgumentParser
import DataOpsApp

struct WorkerCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Run operations until it is stopped with Ctrl-C or SIGTERM.",
    discussion: """
      Takes up what waits, and what a process that died had begun. Any number of workers share a PostgreSQL registry \
      (setting registry.url); with a registry file there is one. For example:
        DATAOPS_REGISTRY_URL=postgres://dataops@db/dataops dataops worker

      When it is stopped it brings the steps under way to their ends, gives the rest back, and exits with 0; with 75 \
      where the registry was away and could not be told, and then others go on when its leases are over. The same as \
      'dataops serve --roles worker'.
      """)

  @OptionGroup var common: CommonOptions

  var format: OutputFormat { .table }

  func run(_ context: CommandContext) async throws {
    try await Serving(context: context, roles: [.worker], command: "worker").run()
  }
}
