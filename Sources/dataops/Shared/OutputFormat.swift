import ArgumentParser

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// For people.
  case table
  /// For programs.
  case json
}

/// The choice of a result's format.
struct OutputOptions: ParsableArguments {
  @Option(
    help: "How to write the result: a table for people, or one JSON document for programs (errors then are JSON, too).")
  var output = OutputFormat.table
}
