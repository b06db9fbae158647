internal import DataOpsCore
internal import GleanSandbox
internal import Logging
internal import ServiceLifecycle

/// The Glean-compatible server inside this process, for clients that have no Glean of their own.
final class EmbeddedSandbox: Service {
  let indexingToken: Secret<String>
  let clientToken: Secret<String>
  private let server: GleanSandboxServer

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
    server = GleanSandboxServer(configuration: configuration)
  }

  func run() async throws {
    try await server.run()
  }

  /// Where it listens; waits until it does.
  func address() async throws(Failure) -> String {
    do { return "http://127.0.0.1:\(try await server.boundPort())" } catch {
      throw Failure(.searchUnreachable, "the embedded sandbox server does not listen: \(error)")
    }
  }
}
