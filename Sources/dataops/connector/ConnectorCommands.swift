import ArgumentParser

struct ConnectorCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connector", abstract: "Connectors: what is watched, how well it is, and what to do about it.",
    discussion: """
      'dataops serve' and 'dataops worker' check every connector in use each five minutes. Three checks that fail in a row make \
      it unhealthy and open an incident; two that pass make it healthy again and close it. For example:
        dataops connector list --troubled
        dataops connector show acme-health-sandbox-jira
      """,
    subcommands: [
      ConnectorList.self, ConnectorShow.self, ConnectorCheckCommand.self, ConnectorRepairCommand.self,
      ConnectorIncidents.self,
    ])
}
