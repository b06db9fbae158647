import ArgumentParser
import DataOpsApp
import DataOpsCore

struct RegistryMigrate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring the registry to this program's schema, making it where there is none.",
    discussion: """
      One process at a time migrates, others wait; processes of the version before go on working meanwhile. For example:
        DATAOPS_REGISTRY_URL=postgres://dataops@db/dataops dataops registry migrate

      In PostgreSQL everything is made in schema dataops_lifecycle. A registry file is brought up to date by any command that \
      changes something.
      """)

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let migration = try await RegistryAdministration(context.configuration).migrate()
    try context.show(migration) {
      migration.applied == 0
        ? ["The registry is up to date: schema \(migration.schema)."]
        : ["The registry has schema \(migration.schema) now; \(migration.applied.of("migration")) applied."]
    }
  }
}
