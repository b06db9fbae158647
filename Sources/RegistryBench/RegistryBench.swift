import ArgumentParser

/// Measures the registry and the engine as the product uses them; `Benchmarks/registry.py` runs it and says what the figures are
/// compared with.
@main
struct RegistryBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry-bench", abstract: "Measures a PostgreSQL registry that seed-load has filled.",
    subcommands: [HealthRound.self, Queries.self, Enqueue.self, Work.self])
}

/// Which registry.
struct RegistryOption: ParsableArguments {
  @Option(help: "Where the registry is: postgres://…")
  var registry: String
}
