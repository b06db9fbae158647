import ArgumentParser
import DataOpsApp
import DataOpsCore

struct Serve: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Be part of an installation until it is stopped with Ctrl-C or SIGTERM.",
    discussion: """
      The roles, of which a process can have several and several processes the same:
        api        answers over HTTP: /live and /ready, at setting api.listen
        worker     runs operations
        scheduler  does what is due by the clock: teardown of what expired, the daily
                   reconciliation, clearing up; one process at a time
        relay      posts events to setting relay.url; one process at a time

      For example, two processes that share a registry:
        dataops serve --roles api,scheduler,relay
        dataops serve --roles worker
      """)

  @Option(help: ArgumentHelp("The roles, separated by commas.", valueName: "roles"))
  var roles = RoleList(roles: Set(ServiceRole.allCases))

  @OptionGroup var common: CommonOptions

  var format: OutputFormat { .table }

  func run(_ context: CommandContext) async throws {
    try await Serving(context: context, roles: roles.roles, command: "serve").run()
  }
}

/// Roles as a command line has them: `api,worker`.
struct RoleList: ExpressibleByArgument {
  let roles: Set<ServiceRole>

  init(roles: Set<ServiceRole>) {
    self.roles = roles
  }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let roles = names.compactMap { ServiceRole(rawValue: String($0)) }
    guard roles.count == names.count else { return nil }
    self.roles = Set(roles)
  }

  var defaultValueDescription: String {
    ServiceRole.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ",")
  }

  static var allValueStrings: [String] { ServiceRole.allCases.map(\.rawValue) }
}
