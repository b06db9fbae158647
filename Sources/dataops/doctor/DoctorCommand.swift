import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct DoctorCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is set up wrongly: addresses, tokens, connectors.",
    discussion: """
      Looks at each client's address, connection, clock, request budget, both tokens, and at every connector in use: its \
      registration, visibility, people and groups, uploads and documents. Each finding has a code and says what to do; all codes \
      are in Documentation/doctor.md.

      Nothing is changed but this: into one connector of each client a document goes that the test identity alone may read, to see \
      that it is uploaded, indexed, permitted and found. Then it is deleted. --no-canary leaves it out. Exits with 1 when there is a \
      problem. For example:
        dataops doctor
        dataops doctor --client "Acme Health"
        dataops doctor --connector acme-health-sandbox-jira --wait 20m
      """)

  @Option(help: ArgumentHelp("Only this client: its name or id. (default: all)", valueName: "name"))
  var client: String?

  @Option(
    help: ArgumentHelp(
      "Only this connector, and its client: its id, its name or its datasource.", valueName: "name"))
  var connector: String?

  @Option(
    help: ArgumentHelp(
      "How long to wait for the canary to be indexed; Glean takes up to 20 minutes. (default: 60s)",
      valueName: "duration"))
  var wait: DurationArgument?

  @Flag(help: "Send no document.")
  var noCanary = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard client == nil || connector == nil else {
      throw ValidationError("A connector belongs to one client; give --client or --connector.")
    }
  }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "doctor")
    let scope = try await scope(application.services)
    let doctor = Doctor(services: application.services, actor: context.actor)
    let diagnosis = try await application.run { _ in try await doctor.examine(scope) }
    try context.show(diagnosis) { diagnosis.lines }
    if diagnosis.clients.isEmpty { context.console.say("There is no client yet.") }
    let problems = diagnosis.problems.count
    guard problems == 0 else {
      throw Failure(
        .doctorFindings, "\(problems.of("problem")) to solve", remedy: "Each says above what to do; then look again.")
    }
  }

  private func scope(_ services: Services) async throws(Failure) -> Doctor.Scope {
    var scope = Doctor.Scope()
    scope.sendsCanary = !noCanary
    if let wait { scope.patience = wait.duration }
    if let connector {
      let found = try await services.reading { try ConnectorReference(connector).resolve(in: $0) }
      (scope.client, scope.connector) = (found.clientID, found.id)
    } else if let client {
      scope.client = try await services.reading { try $0.client(calledBy: client).id }
    }
    return scope
  }
}
