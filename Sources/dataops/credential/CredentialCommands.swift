import ArgumentParser

struct CredentialCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "credential",
    abstract: "What opens a client's Glean and the client's own systems; stored sealed, never shown.",
    discussion: """
      A client has one credential of each kind: indexing_token and client_token for its Glean; confluence, github, slack, jira, \
      gdrive and custom for systems of its own. For example:
        dataops credential set "Acme Health" indexing_token --token-file indexing.token --expires 2027-03-01
        dataops credential list "Acme Health"
      """,
    subcommands: [CredentialSet.self, CredentialList.self, CredentialRemove.self, CredentialRotate.self])
}
