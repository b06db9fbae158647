internal import DataOpsCore
internal import Foundation
internal import GleanSandbox
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// The Glean-compatible server inside this process, for clients that have no Glean of their own.
final class EmbeddedSandbox: Service {
  let indexingToken: Secret<String>
  let clientToken: Secret<String>
  private let configuration: GleanSandboxConfiguration
  private let server: Mutex<GleanSandboxServer>

  /// - Parameter tokens: 64 random bytes that belong to the data directory.
  let indexingDelay: Duration

  init(directory: DataDirectory, tokens: [UInt8], indexingDelay: Duration, logger: Logger) {
    self.indexingDelay = indexingDelay
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

  /// Makes a fresh server for the next run, before anyone asks for its address: a server runs once.
  func prepare() {
    server.withLock { $0 = GleanSandboxServer(configuration: configuration) }
  }

  func run() async throws { try await current.run() }

  /// Where it listens; waits until it does, or has ended.
  func address() async throws(Failure) -> String {
    do { return "http://127.0.0.1:\(try await current.boundPort())" } catch {
      throw Failure(.searchUnreachable, "the embedded sandbox server does not listen: \(error)")
    }
  }

  private var current: GleanSandboxServer { server.withLock { $0 } }

  /// Why the server ended, as the failure that leaves the product.
  static func failure(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: return failure
    case let error as GleanSandboxError:
      switch error {
      case .directoryFromNewerVersion:
        return Failure(.storageNewer, "\(error)", remedy: "Use the version of dataops that wrote it, or a later one.")
      case .directoryInUse:
        return Failure(.dataDirectoryInUse, "\(error)", remedy: "Wait for it to end, or use another --data DIR.")
      default: return Failure(.storageFailed, "the embedded sandbox server cannot run: \(error)")
      }
    case let error as any CustomNSError where error.errorCode & 0xFF == Self.sqliteFull:
      return Failure(
        .storageFull, "the disk of the embedded sandbox server is full",
        remedy: "Free some space, then go on with: dataops operation resume")
    default:
      return Failure(
        .storageFailed, "the embedded sandbox server stopped: \(type(of: error))",
        remedy: "Check the disk, then go on with: dataops operation resume")
    }
  }

  /// SQLite's primary result code for a full disk.
  private static let sqliteFull = 13
}
