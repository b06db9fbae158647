import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

/// A whole installation in a directory of its own: real registry, real object store, the embedded Glean-compatible server over real HTTP.
///
/// The registry is the one that `DATAOPS_TEST_REGISTRY` names, `sqlite` or `postgres`; `make test` runs the suites on both.
struct Installation {
  let directory: TemporaryDirectory
  let time: ManualTime
  let application: Application

  /// The library that ships.
  static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Templates").path

  init(
    in directory: TemporaryDirectory? = nil, time: ManualTime = ManualTime(), templates: String = Self.templates,
    indexingDelay: Duration = .zero, gleanTimeout: Duration? = nil
  ) async throws {
    self.directory = try directory ?? TemporaryDirectory()
    self.time = time
    var configuration = AppConfiguration(dataDirectory: self.directory.path("data"), templatesRoot: templates)
    configuration.indexingDelay = indexingDelay
    configuration.logLevel = "error"
    if let gleanTimeout { configuration.gleanTimeout = gleanTimeout }
    if Backend.chosen == .postgres {
      configuration.registry = try await PrivatePostgres.shared().registryAddress(in: self.directory, now: time.now())
      configuration.registryConnections = 4
      configuration.isAlone = true
    }
    application = try await Application.open(configuration, command: "test", time: time)
  }

  var requests: Requests { application.requests(as: Actor(.person, "ann")) }
  var services: Services { application.services }

  func addClient(_ name: String = "Acme Bank", industry: Industry = .fintech) async throws -> Client {
    try await requests.addClient(
      ClientRequest(name: name, industry: industry, useCase: nil), sealer: application.sealer)
  }

  /// A small provision of issues, requested.
  func requestIssues(count: Int = 60, name: String? = nil) async throws -> RequestedOperation {
    try await requests.provision(
      ProvisionRequest(client: "Acme Bank", type: .jiraIssues, name: name, count: count, reason: "demonstration"))
  }

  /// Runs everything that can run.
  func drain(news: @escaping @Sendable (OperationNews) -> Void = { _ in }) async throws {
    try await application.run(news: news) { try await $0.drain() }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws -> Result {
    try await services.storage.read(body)
  }

  func dataset(_ id: Identifier<Dataset>) async throws -> Dataset {
    try await #require(read { try $0.dataset(id) })
  }

  func operation(_ id: Identifier<DataOpsCore.Operation>) async throws -> DataOpsCore.Operation {
    try await #require(read { try $0.operation(id) })
  }

  func connector(of dataset: Identifier<Dataset>) async throws -> GleanConnector {
    try await #require(
      read { registry in try registry.dataset(dataset)?.connectorID.flatMap(registry.connector) })
  }

  /// What the search system says of the dataset's datasource, with the server up.
  func searchStatus(of dataset: Identifier<Dataset>) async throws -> DatasourceStatus {
    let client = try await #require(
      read { registry in try registry.dataset(dataset).flatMap { try registry.client($0.clientID) } })
    let datasource = try await connector(of: dataset).datasource
    let connections = services.connections
    return try await application.run { _ in
      try await connections.index(for: client).status(of: datasource)
    }
  }
}

/// The failure that `body` throws; nil if it throws none.
func failure<Result>(of body: () async throws -> Result) async -> Failure? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? Failure
  }
}
