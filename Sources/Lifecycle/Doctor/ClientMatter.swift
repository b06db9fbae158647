internal import DataOpsCore

/// What the registry says of one client before anybody is asked.
struct ClientMatter: Sendable {
  let credentials: [Credential]
  /// Connectors in use, the newest first.
  let connectors: [KnownConnector]
  /// How many more there are.
  let leftOut: Int
  /// Requests of ours that wait for the token's rate, by lane.
  let waiting: [String: Int]

  /// Whom sample queries are asked as; nil where no connector was configured yet.
  var probe: String? { connectors.lazy.compactMap(\.configured.probe).first }

  /// - Throws: `not_found` where the one connector asked for is not in use, `storage_…`.
  init(_ client: Client, _ scope: Doctor.Scope, _ services: Services) async throws(Failure) {
    let recently = services.time.now() - .seconds(10)
    do {
      self = try await services.storage.read { registry in
        let live = try Self.live(client, scope, in: registry)
        let left = Set(
          try registry.sharedLeases().filter {
            $0.name.hasPrefix(CanaryLease.prefix) && $0.expiresAt <= services.time.now()
          }
          .map { String($0.name.dropFirst(CanaryLease.prefix.count)) })
        let newest = live.prefix(Doctor.connectorsAtMost)
        let chosen = newest + live.dropFirst(Doctor.connectorsAtMost).filter { left.contains($0.datasource) }
        let datasets = try registry.datasets(Set(chosen.map(\.datasetID)))
        return ClientMatter(
          credentials: try registry.credentials(of: client.id),
          connectors: try chosen.compactMap { connector in
            try datasets.first { $0.id == connector.datasetID }.flatMap {
              try KnownConnector(connector, $0, hasCanary: left.contains(connector.datasource), in: registry)
            }
          },
          leftOut: live.count - chosen.count,
          waiting: try client.gleanURL.map { try registry.rateDebts(of: $0, since: recently) } ?? [:])
      }
    } catch { throw Failure(wrapping: error) }
  }

  private init(credentials: [Credential], connectors: [KnownConnector], leftOut: Int, waiting: [String: Int]) {
    self.credentials = credentials
    self.connectors = connectors
    self.leftOut = leftOut
    self.waiting = waiting
  }

  /// The connectors of the client that are in use, newest first.
  private static func live(
    _ client: Client, _ scope: Doctor.Scope, in registry: any RegistryReading
  ) throws -> [GleanConnector] {
    if let id = scope.connector {
      guard let connector = try registry.connector(id), connector.clientID == client.id else {
        throw Failure(.notFound, "client '\(client.name)' has no connector \(id)")
      }
      guard connector.phase == .monitor else {
        throw Failure(
          .transitionRefused, "connector '\(connector.name)' is in phase \(connector.phase) and not in use",
          remedy: "Only connectors in use are looked at.")
      }
      return [connector]
    }
    var live: [GleanConnector] = []
    var last: Identifier<GleanConnector>?
    while true {
      let page = try registry.liveConnectors(of: client.id, after: last, limit: 1000)
      live += page.filter { $0.phase == .monitor }
      guard let end = page.last else { return live }
      last = end.id
    }
  }
}

/// A connector in use with what it belongs to.
struct KnownConnector: Sendable {
  let connector: GleanConnector
  let dataset: Dataset
  let configured: ConfiguredDatasource
  /// The dataset's operations; ids of our uploads begin with theirs.
  let operations: [String]
  let isAtWork: Bool
  /// Whether a doctor that did not come to its end may have left its canary there.
  let hasCanary: Bool

  /// Nil where the connector was never configured.
  init?(_ connector: GleanConnector, _ dataset: Dataset, hasCanary: Bool, in registry: any RegistryReading) throws {
    guard let configured = ConfiguredDatasource(connector) else { return nil }
    let operations = try registry.operations(OperationFilter(datasetID: dataset.id, limit: 50))
    self.connector = connector
    self.dataset = dataset
    self.configured = configured
    self.hasCanary = hasCanary
    self.operations = operations.map(\.id.description)
    isAtWork = operations.contains { !$0.status.isFinished }
  }
}
