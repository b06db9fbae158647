import Foundation
import Testing

@Suite struct HelpTests {
  /// Every command that does something.
  static let commands = [
    "client add", "client update", "client list", "doctor", "dataset provision", "dataset list", "dataset show",
    "dataset validate",
    "dataset sync",
    "dataset retry", "dataset teardown", "dataset restore", "dataset history", "dataset export", "operation list",
    "operation show",
    "operation resume", "operation cancel", "operation replay", "reconcile", "template list", "template show",
    "template lint", "template compile",
    "template export", "archive list", "archive verify", "archive certificate", "audit list", "audit verify",
    "records validate",
    "records check", "records rules", "records generate", "records profile", "records diff", "glean-sandbox serve",
    "config", "demo", "serve", "worker", "registry status", "registry migrate", "registry import", "registry backup",
    "registry seed-load", "credential set", "credential list", "credential remove", "credential rotate", "key status",
    "key rotate", "connector list", "connector show", "connector check",
    "connector repair", "connector incidents", "manual-action list", "manual-action show", "manual-action confirm",
  ]

  @Test(arguments: commands) func `teaches each command by an example`(command: String) async throws {
    let outcome = try await Program().run(command.split(separator: " ").map(String.init) + ["--help"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("dataops \(command)"), "\(outcome)")
    #expect(outcome.output.lowercased().contains("for example"), "\(outcome)")
  }

  @Test func `knows every command that there is`() async throws {
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?

      func leaves(_ path: [String]) -> [String] {
        let own = path + [commandName]
        guard let subcommands, !subcommands.isEmpty else { return [own.dropFirst().joined(separator: " ")] }
        return subcommands.flatMap { $0.leaves(own) }
      }
    }
    struct Dump: Decodable { let command: Command }
    let outcome = try await Program().run("--experimental-dump-help")
    let dump = try JSONDecoder().decode(Dump.self, from: Data(outcome.output.utf8))
    let leaves = dump.command.leaves([]).filter { !$0.hasPrefix("help") }
    #expect(Set(leaves) == Set(Self.commands))
  }

  @Test(arguments: [
    "connector list", "connector incidents", "operation list", "dataset list", "manual-action list", "archive list",
  ])
  func `takes the same options for each list`(command: String) async throws {
    let words = command.split(separator: " ").map(String.init)
    let help = try await Program().run(words + ["--help"])
    for option in ["--limit <n>", "--output <output>", "--data <dir>"] {
      #expect(help.output.contains(option), "\(help)")
    }
    let refused = try await Program().run(words + ["--limit", "0"])
    #expect(refused.exitCode == 64, "\(refused)")
    #expect(refused.error.contains("--limit must be at least 1."), "\(refused)")
    let empty = try await Program().run(words + ["--limit", "1", "--output", "json"])
    #expect(empty.exitCode == 0, "\(empty)")
    #expect(empty.output.filter { !$0.isWhitespace } == "[]", "\(empty)")
  }

  @Test func `begins with three commands to try and the exit codes`() async throws {
    let outcome = try await Program().run("--help")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("Three commands to try first"))
    #expect(outcome.output.contains("Exit codes"))
    #expect(outcome.output.contains("dataops demo"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `writes completions for each shell`(shell: String) async throws {
    let outcome = try await Program().run("--generate-completion-script", shell)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("provision"))
  }
}
