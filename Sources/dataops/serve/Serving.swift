import DataOpsApp
import DataOpsCore

/// Opens the registry and serves, saying so in one line once it does.
struct Serving: Sendable {
  let context: CommandContext
  let roles: Set<ServiceRole>
  let command: String

  func run() async throws(Failure) {
    let application = try await context.open(for: command)
    let names = ServiceRole.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
    let console = context.console
    try await application.serve(roles) { address in
      // A line that cannot be written is no reason to stop.
      try? console.print("dataops \(names): ready" + (address.map { " at \($0)" } ?? ""))
    }
  }
}
