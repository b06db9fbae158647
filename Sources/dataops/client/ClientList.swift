import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ClientList: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the clients.",
    discussion: """
      For example:
        dataops client list
        dataops client list --output json
      """)

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Client]()) { [] } }
    let (clients, live) = try await view.storage.reading { registry in
      let clients = try registry.clients()
      return (clients, try clients.map { try registry.liveDatasetCount(of: $0.id) })
    }
    try context.show(clients) {
      var table = Table([
        .left("NAME"), .left("INDUSTRY"), .left("USE CASE"), .right("DATASETS"), .left("SEARCH"), .left("ID"),
      ])
      for (client, count) in zip(clients, live) {
        table.add([
          Line(client.name), Line(client.industry.rawValue), Line(client.useCase ?? "any"),
          "\(count) of \(Client.datasetLimit)", Line(client.gleanURL ?? "embedded sandbox"), "\(client.id)",
        ])
      }
      return table.lines(width: context.console.output.width)
    }
  }
}
