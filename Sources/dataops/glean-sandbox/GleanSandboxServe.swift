import ArgumentParser
import DataOpsCore
import Foundation
import GleanSandbox
import Logging
import ServiceLifecycle
import UnixSignals

struct GleanSandboxServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the Glean APIs until it is stopped with Ctrl-C or SIGTERM.",
    discussion: """
      Prints one line on standard output when it listens, 'glean-sandbox listening on http://…', and keeps everything that it \
      is told in its directory. For example:
        DATAOPS_SANDBOX_INDEXING_TOKEN=one DATAOPS_SANDBOX_CLIENT_TOKEN=two \\
          dataops glean-sandbox serve --port 8090 --data /tmp/glean --indexing-delay 0.5

      Time can be moved on, so that 15 minutes of indexing pass at once:
        curl --data '{"seconds": 900}' http://127.0.0.1:8090/__sandbox/clock/advance

      Further tokens, visibility and faults are set in the same way; see Documentation/glean-sandbox.md.

      Exits with 0 when it is stopped, 64 for wrong settings, 69 when it cannot listen, 74 or 75 when it cannot have its directory.
      """)

  @Option(help: "The interface to listen on.")
  var host = "127.0.0.1"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port to listen on; 0 takes any free one.", valueName: "port"))
  var port = 0

  @Option(
    help: ArgumentHelp("Directory that holds all that the server knows; made when missing.", valueName: "dir"),
    completion: .directory)
  var data: String

  @Option(
    help: ArgumentHelp(
      "Token of the Indexing API. Other users of this machine can read a command line: better set $DATAOPS_SANDBOX_INDEXING_TOKEN.",
      valueName: "token"))
  var indexingToken: String?

  @Option(help: ArgumentHelp("Token of the Client API; better set $DATAOPS_SANDBOX_CLIENT_TOKEN.", valueName: "token"))
  var clientToken: String?

  @Option(
    help: ArgumentHelp(
      "Token of the console acts under /__sandbox. (default: none; they are answered to this machine only)",
      valueName: "token"))
  var consoleToken: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Time in which an accepted document becomes searchable, as a decimal number.", valueName: "seconds"))
  var indexingDelay = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How old the counts of uploaded documents may be, up to the 10800 seconds of the real service.",
      valueName: "seconds"))
  var uploadedCountAge = 0.0

  @Flag(help: "Hold the documented rate limits: answer 429 with Retry-After.")
  var rateLimits = false

  @Flag(
    help: """
      Behave as slowly as the real service: 15 minutes until a document is found, upload counts three hours old, rate \
      limits. Takes the place of the three options above.
      """)
  var realistic = false

  @Option(
    help: ArgumentHelp("Script of the faults that requests meet, in JSON.", valueName: "file"), completion: .file())
  var faults: String?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
    guard indexingDelay.isFinite, (0...86_400).contains(indexingDelay) else {
      throw ValidationError("--indexing-delay must be from 0 to 86400 seconds.")
    }
    guard uploadedCountAge.isFinite, (0...10_800).contains(uploadedCountAge) else {
      throw ValidationError("--uploaded-count-age must be from 0 to 10800 seconds.")
    }
    guard !realistic || (indexingDelay == 0 && uploadedCountAge == 0 && !rateLimits) else {
      throw ValidationError("--realistic takes the place of --indexing-delay, --uploaded-count-age and --rate-limits.")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    var configuration = GleanSandboxConfiguration(
      dataDirectory: CommandContext.absolute(data),
      indexingToken: SandboxToken(
        try token(indexingToken, "DATAOPS_SANDBOX_INDEXING_TOKEN", "--indexing-token", environment)),
      clientToken: SandboxToken(try token(clientToken, "DATAOPS_SANDBOX_CLIENT_TOKEN", "--client-token", environment)))
    configuration.host = host
    configuration.port = port
    configuration.consoleToken = consoleToken.map { SandboxToken($0) }
    configuration.indexingDelay = .milliseconds(Int64((indexingDelay * 1000).rounded()))
    configuration.uploadedCountAge = .milliseconds(Int64((uploadedCountAge * 1000).rounded()))
    configuration.enforcesRateLimits = rateLimits
    if realistic { configuration.imitateService() }
    if let faults { configuration.faults = try Self.script(faults) }
    configuration.clock = ShiftedSandboxClock()
    var logger = Logger(label: "glean-sandbox") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    configuration.logger = logger
    let server = GleanSandboxServer(configuration: configuration)
    let group = ServiceGroup(
      services: [server, Announcement(server: server, console: Console(environment: environment))],
      gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
    do { try await group.run() } catch let error as GleanSandboxError { throw Failure(error) }
  }

  /// The longest script that is read.
  private static let scriptLimit = 1 << 20

  private static func script(_ path: String) throws -> FaultScript {
    guard let file = FileHandle(forReadingAtPath: CommandContext.absolute(path)),
      let data = try? file.read(upToCount: scriptLimit + 1)
    else {
      throw Failure(
        .invalidRequest, "the fault script \(path) cannot be read", remedy: "Check the path after --faults.")
    }
    guard data.count <= scriptLimit else {
      throw Failure(.invalidRequest, "the fault script \(path) is larger than \(scriptLimit) bytes")
    }
    do { return try FaultScript(parsing: Array(data)) } catch { throw Failure(error) }
  }

  private func token(
    _ given: String?, _ variable: String, _ option: String, _ environment: [String: String]
  ) throws(Failure) -> String {
    if let token = given ?? environment[variable], !token.isEmpty { return token }
    throw Failure(.invalidRequest, "the server needs a token", remedy: "Set \(variable), or give \(option).")
  }
}

/// Says where the server listens, once it does.
private struct Announcement: Service {
  let server: GleanSandboxServer
  let console: Console

  func run() async throws {
    let url = try await server.baseURL()
    try console.print("glean-sandbox listening on \(url)")
    try await gracefulShutdown()
  }
}

extension Failure {
  fileprivate init(_ error: GleanSandboxError) {
    switch error {
    case .directoryInUse: self.init(.dataDirectoryInUse, error.description)
    case .directoryFromNewerVersion: self.init(.storageNewer, error.description)
    case .directoryUnusable: self.init(.storageFailed, error.description)
    case .invalidConfiguration: self.init(.invalidRequest, error.description)
    case .cannotListen:
      self.init(.searchUnreachable, error.description, remedy: "Choose another --port, or 0 for any free one.")
    case .stopped: self.init(.interrupted, error.description)
    }
  }
}
