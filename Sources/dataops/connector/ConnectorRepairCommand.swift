import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ConnectorRepairCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Register a datasource again as it was configured, and check the connector.",
    discussion: """
      Says what differed, and leaves it in the audit trail. Where nothing differs, nothing is changed. What only Glean's console can \
      set, such as who finds the documents, stays as it is. For example:
        dataops connector show acme-health-sandbox-jira
        dataops connector repair acme-health-sandbox-jira
      """)

  @Argument(help: "The connector: its id, its name, its datasource, or the beginning of its id.")
  var connector: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "connector repair")
    let services = application.services
    let reference = ConnectorReference(connector)
    let connector = try await services.reading { try reference.resolve(in: $0) }
    let (repair, monitoring) = (
      ConnectorRepair(services: services, actor: context.actor),
      ConnectorMonitoring(services: services, actor: context.actor)
    )
    let result = try await application.run { _ in
      let result = try await repair.run(connector)
      _ = try await monitoring.checkNow([connector.id])
      return result
    }
    try context.show(result) { result.lines }
    guard result.remaining.isEmpty else {
      throw Failure(
        .connectorMisconfigured, "search took the configuration and holds another: \(result.remaining.sentence)",
        remedy: "Look at the datasource in Glean's admin console.")
    }
  }
}

extension ConnectorRepair.Result {
  fileprivate var lines: [Line] {
    if wasUnknown {
      return [
        "\("✓", .good) Search did not know the datasource any more; it is registered again, and empty.",
        "  Its documents are gone, too. Tear the dataset down and restore it: dataops dataset teardown, dataops dataset restore",
      ]
    }
    guard !found.isEmpty else { return ["\("✓", .good) Nothing differs; nothing was changed."] }
    return ["\("✓", .good) Registered again. What differed:"]
      + found.map { item in
        "  \(item.member): \(item.found ?? "nothing", .bad) is now \(item.configured ?? "nothing", .good)"
      }
  }
}
