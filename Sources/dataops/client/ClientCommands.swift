import ArgumentParser

struct ClientCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client", abstract: "The customer organisations that datasets are made for.",
    discussion: """
      For example:
        dataops client add "Acme Health" --industry healthcare
        dataops client list
      """,
    subcommands: [ClientAdd.self, ClientUpdate.self, ClientList.self])
}
