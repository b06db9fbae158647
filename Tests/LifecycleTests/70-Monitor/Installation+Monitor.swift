import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

extension Installation {
  /// The installation's services with the search system watched.
  func services(search watch: SearchWatch) -> Services {
    services.with(
      storage: services.storage, connections: watch.connections(to: services.connections), objects: services.objects)
  }

  /// Makes rounds of checks five minutes apart, as the monitor does.
  func rounds(_ count: Int, every pause: Duration = .seconds(300), search watch: SearchWatch = SearchWatch())
    async throws
  {
    let monitoring = ConnectorMonitoring(services: services(search: watch))
    try await application.run { [time] _ in
      try await monitoring.enrol()
      for _ in 0..<count {
        time.advance(by: pause)
        for subject in try await monitoring.claim(limit: 100) {
          try await monitoring.record([await monitoring.check(subject)])
        }
      }
    }
  }

  func watch(of dataset: Identifier<Dataset>) async throws -> ConnectorWatch {
    let connector = try await connector(of: dataset)
    return try await #require(read { try $0.watch(of: connector.id) })
  }

  func incidents(of dataset: Identifier<Dataset>) async throws -> [Incident] {
    try await read { try $0.incidents(of: dataset, limit: 10) }
  }

  /// The datasource as it is registered, changed by somebody else.
  func reregister(
    _ id: Identifier<Dataset>, _ change: @escaping @Sendable (DatasourceRegistration) -> DatasourceRegistration
  ) async throws {
    let connector = try await connector(of: id)
    let configured = try #require(ConfiguredDatasource(connector))
    let client = try await #require(read { try $0.client(connector.clientID) })
    let connections = services.connections
    try await application.run { _ in
      try await connections.index(for: client).register(change(configured.registration(of: connector)))
    }
  }
}
