import ArgumentParser

struct RegistryCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry", abstract: "The registry itself: its schema, its state, moving and copying it.",
    discussion: """
      A registry is a file in the data directory, for one process, or a PostgreSQL database, for many (setting registry.url).
      To begin with PostgreSQL, or after an upgrade:
        dataops registry migrate
      To move what is in the file over:
        dataops registry import ~/.local/share/dataops/registry.sqlite
      """,
    subcommands: [
      RegistryStatus.self, RegistryMigrate.self, RegistryImport.self, RegistryBackup.self, RegistrySeedLoad.self,
    ])
}
