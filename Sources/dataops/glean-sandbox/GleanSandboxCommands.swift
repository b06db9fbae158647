import ArgumentParser

struct GleanSandboxCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glean-sandbox", abstract: "A Glean-compatible server, to work without a tenant.",
    discussion: """
      Clients without a Glean of their own use one inside 'dataops' by themselves; serve one to reach it from elsewhere:
        dataops glean-sandbox serve --port 8090 --data /tmp/glean \\
          --indexing-token one --client-token two
      """,
    subcommands: [GleanSandboxServe.self])
}
