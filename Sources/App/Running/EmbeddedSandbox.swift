internal import DataOpsCore
internal import GleanSandbox
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// The Glean-compatible server inside this process, for clients that have no Glean of their own.
final class EmbeddedSandbox: Service {
  let indexingToken: Secret<String>
  let clientToken: Secret<String>
  private let configuration: GleanSandboxConfiguration
  /// A server runs once, so each run leaves a fresh one for the next.
  private let server: Mutex<GleanSandboxServer>

  /// - Parameter tokens: 64 random bytes that belong to the data directory.
  init(directory: DataDirectory, tokens: [UInt8], indexingDelay: Duration, logger: Logger) {
    let hexadecimal = tokens.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    indexingToken = Secret(hexadecimal.prefix(32).joined())
    clientToken = Secret(hexadecimal.dropFirst(32).joined())
    var configuration = GleanSandboxConfiguration(
      dataDirectory: directory.sandbox, indexingToken: SandboxToken(indexingToken.reveal()),
      clientToken: SandboxToken(clientToken.reveal()))
    configuration.indexingDelay = indexingDelay
    configuration.logger = logger
    self.configuration = configuration
    server = Mutex(GleanSandboxServer(configuration: configuration))
  }

  func run() async throws {
    defer { server.withLock { $0 = GleanSandboxServer(configuration: configuration) } }
    try await current.run()
  }

  /// Where it listens; waits until it does.
  func address() async throws(Failure) -> String {
    do { return "http://127.0.0.1:\(try await current.boundPort())" } catch {
      throw Failure(.searchUnreachable, "the embedded sandbox server does not listen: \(error)")
    }
  }

  private var current: GleanSandboxServer { server.withLock { $0 } }
}
