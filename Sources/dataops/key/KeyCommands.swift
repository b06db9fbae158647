import ArgumentParser

struct KeyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "The key that credentials are sealed with.",
    discussion: """
      Each credential is encrypted with a data key of its own, and the data keys are wrapped by this key: setting \
      credentials.key. For example:
        dataops key status
        dataops key rotate
      """,
    subcommands: [KeyStatusCommand.self, KeyRotate.self])
}
