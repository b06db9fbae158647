import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation

/// The dataset that a command is about.
struct DatasetArgument: ParsableArguments {
  @Argument(
    help: "The dataset: its id, its name, or the beginning of its id, as long as only one dataset has it.",
    completion: .custom { _, _, _ in await DatasetArgument.names() })
  var dataset: String

  /// The dataset as it is now.
  func resolve(in storage: any Storage) async throws(Failure) -> Dataset {
    let reference = DatasetReference(dataset)
    return try await storage.reading { try reference.resolve(in: $0) }
  }

  /// The names that a shell completes; nothing where the registry cannot be read.
  private static func names() async -> [String] {
    let environment = ProcessInfo.processInfo.environment
    guard let context = try? CommandContext(options: CommonOptions.parse([]), format: .table, environment: environment),
      let view = try? await RegistryView.open(context.configuration),
      let datasets = try? await view.storage.read({ try $0.datasets(DatasetFilter()) })
    else { return [] }
    return datasets.map(\.name)
  }
}
