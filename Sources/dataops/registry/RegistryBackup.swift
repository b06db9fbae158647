import ArgumentParser
import DataOpsApp
import DataOpsCore

struct RegistryBackup: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy registry file, objects and keys into a new folder, while others work.",
    discussion: """
      The folder is complete or not there; it can be used as a data directory.

      For example:
        dataops registry backup --to /backup/dataops-$(date +%F)
        dataops registry status --data /backup/dataops-2026-01-18

      Of a PostgreSQL registry it copies objects and keys only; back up the database before, with pg_dump or by archiving \
      its log. Objects on the same disk are not copied twice but get one more name: move the folder to another disk.
      """)

  @Option(help: ArgumentHelp("A folder that does not exist yet.", valueName: "dir"), completion: .directory)
  var to: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let folder = CommandContext.absolute(to)
    let backup = try await RegistryAdministration(context.configuration).backup(to: folder)
    try context.show(backup) {
      var lines: [Line] = ["\("✓", .good) \(backup.folder, .bold)"]
      if let registry = backup.registry {
        lines.append(
          "  registry  schema \(registry.schema), \(registry.auditEntries.of("audit entry", "audit entries")), "
            + "last hash \(registry.lastAuditHash)")
      }
      lines.append("  objects   \(Figures.count(backup.objects)), \(Figures.bytes(backup.objectBytes))")
      lines.append("  files     \(backup.files.isEmpty ? "none" : backup.files.joined(separator: ", "))")
      return lines
    }
    if backup.registry == nil {
      context.console.say([
        Line("The PostgreSQL registry is not in it.", .notice),
        "  Back it up on its own, before the objects: pg_dump --format=custom DATABASE",
      ])
    }
  }
}
