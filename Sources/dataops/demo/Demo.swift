import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation

struct Demo: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "See all of it in a few seconds, on this machine alone.",
    discussion: """
      Adds a made-up client, makes its four sandbox datasets, searches one, tears one down and proves it, and shows the quality \
      gate refusing a spoilt template. Works in a directory of its own, which it empties at the start if an earlier demo made \
      it, and against the embedded sandbox server with an indexing delay of 100 ms. For example:
        dataops demo
        dataops demo --data /tmp/demo
      """)

  @Option(
    help: ArgumentHelp(
      "Directory of the demo, whatever $DATAOPS_DATA says. (default: this platform's data directory with '-demo' added)",
      valueName: "dir"),
    completion: .directory)
  var data: String?

  @OptionGroup var settings: SettingOptions

  var common: CommonOptions {
    var common = CommonOptions()
    common.data = data
    common.settings = settings
    return common
  }

  var format: OutputFormat { .table }

  private static let indexingDelay: Duration = .milliseconds(100)

  mutating func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = StandardPlaces.dataDirectory(environment: environment) + "-demo"
    try await run(CommandContext(options: common, format: format, environment: environment, standardFolder: folder))
  }

  func run(_ context: CommandContext) async throws {
    let began = ContinuousClock.now
    try DemoDirectory(path: context.configuration.dataDirectory).prepare()
    var configuration = context.configuration
    configuration.indexingDelay = Self.indexingDelay
    let application = try await Application.open(configuration, command: "dataops demo")
    let display = ProgressDisplay(context.console, detail: .outcomes, namesDatasets: true)
    defer { display.finish() }
    let claims: [DemoScript.Claim]
    do {
      claims = try await application.run(news: display.take) { worker in
        try await DemoScript(context: context, application: application, worker: worker).run()
      }
    } catch {
      guard error.code == .interrupted else { throw error }
      throw Failure(.interrupted, "the demo was interrupted", remedy: "Run it again: \(context.command("demo"))")
    }
    display.finish()
    let report = try await DemoReport(application.services, claims: claims)
    try context.console.print(report.lines(width: context.console.output.width))
    try context.console.print(
      [
        "", "All of it took \(Figures.time(.now - began)). Look closer:", "",
      ] + report.next.map { "  \(context.command($0, data: application.directory.path))" })
    if let failure = report.failure { throw failure }
  }
}
