import ArgumentParser

struct ManualActionCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual-action", abstract: "What only a person can do, in Glean's console or a client's system.",
    discussion: """
      For example:
        dataops manual-action list
        dataops manual-action confirm 0198c0de-7b1a --reason "registration removed in the console"
      """,
    subcommands: [ManualActionList.self, ManualActionShow.self, ManualActionConfirm.self])
}
