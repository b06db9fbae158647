import Foundation
import GleanSandbox
import Logging
import ServiceLifecycle

/// Runs a server on a fresh directory, a free port and a clock that stands still, and stops it afterwards.
func withSandbox(
  directory: TemporaryDirectory = TemporaryDirectory(),
  clock: ManualSandboxClock = ManualSandboxClock(now: Date(timeIntervalSince1970: 1_790_000_000)),
  _ configure: (inout GleanSandboxConfiguration) -> Void = { _ in },
  _ body: (SandboxClient) async throws -> Void
) async throws {
  var configuration = GleanSandboxConfiguration(
    dataDirectory: directory.path, indexingToken: "the indexing token", clientToken: "the client token")
  configuration.clock = clock
  configuration.initialVisibility = .enabledForAll
  configuration.logger.logLevel = .error
  configure(&configuration)
  let server = GleanSandboxServer(configuration: configuration)
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(services: [server], logger: configuration.logger))
  try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask { try await group.run() }
    do {
      try await body(SandboxClient(baseURL: try await server.baseURL(), clock: clock))
    } catch {
      await group.triggerGracefulShutdown()
      throw error
    }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
  }
}

/// A directory that goes with the value that holds it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("glean-sandbox-\(UUID().uuidString)").path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
