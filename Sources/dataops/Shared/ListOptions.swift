import ArgumentParser
import DataOpsCore
import DataOpsLifecycle

/// What every command that lists something understands.
struct ListOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 1000

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }
}

/// A command that lists something.
protocol ListCommand: DataOpsCommand {
  var list: ListOptions { get }
}

extension ListCommand {
  var common: CommonOptions { list.common }
  var format: OutputFormat { list.outputs.output }
}

/// The client whose things are listed.
struct ClientOption: ParsableArguments {
  @Option(help: ArgumentHelp("Only those of this client: its name or id.", valueName: "name"))
  var client: String?

  /// - Throws: `not_found`.
  func id(in registry: any RegistryReading) throws -> Identifier<Client>? {
    try client.map { try registry.client(calledBy: $0).id }
  }
}
