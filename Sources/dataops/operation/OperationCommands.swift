import ArgumentParser

struct OperationCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operation", abstract: "Operations: the durable runs that make, check and remove datasets.",
    discussion: """
      An operation that was interrupted, by Ctrl-C, a crash or a power cut, goes on where it stopped:
        dataops operation list
        dataops operation resume
      """,
    subcommands: [
      OperationList.self, OperationShow.self, OperationResume.self, OperationCancel.self,
      OperationReplay.self,
    ])
}
