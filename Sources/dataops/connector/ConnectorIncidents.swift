import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ConnectorIncidents: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "List incidents of connectors that are open, oldest first.",
    discussion: """
      For example, all that ever were, newest first:
        dataops connector incidents --all
      Those of one connector, closed ones too:
        dataops connector incidents acme-health-sandbox-jira
      """)

  @Argument(help: "Only those of this connector: its id, its name, its datasource, or the beginning of its id.")
  var connector: String?

  @Flag(help: "Also those that were closed.")
  var all = false

  @OptionGroup var list: ListOptions

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([Incident]()) { [] } }
    let (reference, all, limit) = (connector.map(ConnectorReference.init), all, list.limit)
    let (incidents, names) = try await view.storage.reading { registry in
      let incidents: [Incident]
      if let reference {
        incidents = try registry.incidents(ofConnector: reference.resolve(in: registry).id, limit: limit)
      } else {
        incidents = try all ? registry.incidents(limit: limit) : registry.openIncidents(limit: limit)
      }
      let connectors = try registry.connectors(Set(incidents.map(\.connectorID)))
      return (incidents, Dictionary(connectors.map { ($0.id, $0.name) }) { $1 })
    }
    try context.show(incidents) {
      var table = Table([.left("CONNECTOR"), .left("OPENED (UTC)"), .left("CLOSED (UTC)"), .left("CAUSE")])
      for incident in incidents {
        table.add([
          Line(names[incident.connectorID] ?? incident.connectorID.description), Line(incident.openedAt.short),
          incident.closedAt.map { Line($0.short, .dim) } ?? Line("open", .bad), Line(incident.cause.message),
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if incidents.isEmpty {
      context.console.say(all || connector != nil ? "There was no incident." : "No incident is open.")
    }
  }
}
