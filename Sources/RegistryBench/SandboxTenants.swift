import DataOpsCore
import DataOpsGleanIndex
import DataOpsLifecycle
import Foundation
import GleanAPI
import GleanSandbox
import Logging

/// Glean-compatible servers in this process, each a tenant with one pair of tokens; the documented limits hold.
struct SandboxTenants: SearchConnections {
  let servers: [GleanSandboxServer]
  private let clients: [GleanClient]
  private let time: SimulatedTime
  private let requests: RequestCount

  /// - Parameters:
  ///   - holdsLimits: whether servers refuse what exceeds the documented limits, and clients keep to them.
  ///   - body: gets the tenants while their servers run.
  static func run<Result: Sendable>(
    _ count: Int, in directory: String, time: SimulatedTime, requests: RequestCount, holdsLimits: Bool,
    _ body: @escaping @Sendable (SandboxTenants) async throws -> Result
  ) async throws -> Result {
    let servers = (0..<count).map { number in
      var configuration = GleanSandboxConfiguration(
        dataDirectory: "\(directory)/tenant-\(number)", indexingToken: SandboxToken("indexing-\(number)-token"),
        clientToken: SandboxToken("client-\(number)-token"))
      configuration.enforcesRateLimits = holdsLimits
      configuration.clock = SimulatedSandboxClock(time: time)
      configuration.logger.logLevel = .error
      return GleanSandboxServer(configuration: configuration)
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for server in servers { group.addTask { try await server.run() } }
      group.addTask { try await time.run() }
      var clients: [GleanClient] = []
      for (number, server) in servers.enumerated() {
        var configuration = GleanConfiguration()
        configuration.clock = SimulatedGleanClock(time: time)
        configuration.budget = holdsLimits ? .standard : .unlimited
        clients.append(
          try GleanClient(
            baseURL: try await server.baseURL(), indexingToken: BearerToken("indexing-\(number)-token"),
            clientToken: BearerToken("client-\(number)-token"), configuration: configuration,
            logger: requests.logger))
      }
      let result = try await body(SandboxTenants(servers: servers, clients: clients, time: time, requests: requests))
      for client in clients { await client.shutdown() }
      group.cancelAll()
      while (try? await group.next()) != nil {}
      return result
    }
  }

  /// The tenant's number is what a client's use case says.
  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    let number = client.useCase.flatMap(Int.init) ?? 0
    guard clients.indices.contains(number) else { throw Failure(.configurationInvalid, "there is no tenant \(number)") }
    let index = GleanSearchIndex(access: FixedGleanAccess(client: clients[number]))
    return WorkingIndex(real: index, time: time, took: requests.took)
  }

  func tenant(of client: Client) async throws(Failure) -> Tenant? { nil }
}
