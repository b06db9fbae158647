import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

extension Installation {
  /// Looks at everything, with the server up.
  ///
  /// - Parameter breaking: what goes wrong before, when what the process does at its start is over.
  func reconcile(
    _ client: Identifier<Client>? = nil, repairing: Bool = false,
    connections: (any SearchConnections)? = nil, objects: (any ObjectFiles)? = nil,
    breaking: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> Reconciliation {
    let services = services.with(
      storage: services.storage, connections: connections ?? services.connections, objects: objects ?? services.objects)
    return try await application.run { _ in
      try await breaking()
      return try await Reconciler(services: services, actor: Actor(.person, "ann"))
        .run(client: client, repairing: repairing)
    }
  }

  /// Repairs and expects that afterwards everything fits, when all that is to be done is done.
  func expectRepaired(_ kinds: [FindingKind]) async throws {
    let repaired = try await reconcile(repairing: true)
    #expect(repaired.findings.map(\.kind) == kinds)
    #expect(repaired.findings.map(\.standing) == kinds.map { _ in .repaired }, "\(repaired.findings)")
    #expect(repaired.remaining.isEmpty)
    #expect(try await reconcile().findings.isEmpty)
    try await drain()
    #expect(try await reconcile().findings.isEmpty)
  }

  /// A client with a dataset that was torn down, and that is gone from search.
  func cleanedDataset(count: Int = 20) async throws -> Identifier<Dataset> {
    let id = try await readyDataset(count: count)
    _ = try await requests.teardown(id, grace: .zero)
    try await drain()
    return id
  }

  func change(
    _ id: Identifier<Dataset>, _ change: @escaping @Sendable (inout Dataset) -> Void
  ) async throws {
    try await services.storage.write { registry in
      var dataset = try #require(try registry.dataset(id))
      change(&dataset)
      try registry.update(dataset)
    }
  }

  func change(
    _ id: Identifier<DataOpsCore.Operation>, _ change: @escaping @Sendable (inout DataOpsCore.Operation) -> Void
  ) async throws {
    try await services.storage.write { registry in
      var operation = try #require(try registry.operation(id))
      change(&operation)
      try registry.update(operation)
    }
  }

  /// The operation ends as if whoever ended it had forgotten the dataset.
  func end(_ id: Identifier<DataOpsCore.Operation>, as status: OperationStatus = .failed) async throws {
    let now = time.now()
    try await change(id) { operation in
      operation.status = status
      operation.finishedAt = now
      operation.wakeAt = nil
      operation.lease = nil
    }
  }

  func archive(_ id: Identifier<Dataset>, cleaned: Bool = true) async throws {
    let now = time.now()
    try await change(id) { dataset in
      dataset.status = .archived
      dataset.archivedAt = now
      if cleaned { dataset.cleanupVerifiedAt = now }
    }
  }

  /// Puts an entry into the ledger, or opens it again.
  func openEntry(_ kind: ResourceKind, _ name: String, of id: Identifier<Dataset>) async throws {
    let now = time.now()
    try await services.storage.write { registry in
      let operation = try #require(try registry.operations(OperationFilter(datasetID: id, limit: 1)).first)
      try registry.store(
        LedgerEntry(datasetID: id, kind: kind, name: name, operationID: operation.id, plannedAt: now))
    }
  }

  /// Adds a connector to the registry that search was never told of.
  func addConnector(to id: Identifier<Dataset>, _ datasource: String = "lonely") async throws -> GleanConnector {
    let dataset = try await dataset(id)
    let connector = GleanConnector(
      id: services.identifiers.next(GleanConnector.self), name: "connector-\(datasource)", datasource: datasource,
      clientID: dataset.clientID, datasetID: id, stage: dataset.stage, type: .jira,
      configuration: ConnectorConfiguration(connectorType: .jira, endpoint: "embedded"), createdAt: time.now())
    try await services.storage.write { try $0.insert(connector) }
    return connector
  }

  /// A document of the dataset's datasource that no record made.
  func addDocument(to id: Identifier<Dataset>) async throws {
    let (connector, client) = (try await connector(of: id), try await client(of: id))
    let index = try await services.connections.index(for: client)
    let configuration = connector.configuration.configuration
    let home = try #require(configuration["home_url"]?.string)
    let reference = SearchDocument.Reference(
      objectType: try #require(configuration["object_type"]?.string), id: "00ff00ff")
    try await index.index(
      [
        SearchDocument(
          reference: reference, title: "Left over", body: "Left over", url: home + "left", allowedGroups: [])
      ],
      in: connector.datasource)
    while try await !index.areIndexed([reference], in: connector.datasource) { await Task.yield() }
  }

  func newestOperation(on id: Identifier<Dataset>) async throws -> DataOpsCore.Operation {
    try await #require(read { try $0.operations(OperationFilter(datasetID: id, limit: 1)) }.first)
  }

  func client(of id: Identifier<Dataset>) async throws -> Client {
    try await #require(read { registry in try registry.dataset(id).flatMap { try registry.client($0.clientID) } })
  }

  /// Everything that search holds is lost, datasources included; no server may be up.
  func loseSearch() throws {
    try FileManager.default.removeItem(atPath: application.directory.sandbox)
  }

  func put(_ text: String = "{}", at key: ObjectKey) async throws {
    try await services.objects.put(Array(text.utf8), at: key)
  }
}

/// The search systems, except that of one client, which cannot be reached.
struct DeafConnections: SearchConnections {
  let real: any SearchConnections
  let deaf: Identifier<Client>
  private let asked = Counter(1)

  init(_ real: any SearchConnections, deaf: Identifier<Client>) {
    self.real = real
    self.deaf = deaf
  }

  /// The second question finds no failure any more: after the first there should be none.
  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    if client.id == deaf, asked.take() { throw Failure(.searchUnreachable, "nobody answers", remedy: "Plug it in.") }
    return try await real.index(for: client)
  }

  func tenant(of client: Client) async throws(Failure) -> Tenant? { try await real.tenant(of: client) }
}

/// The object store, where something happens after the objects under a prefix were listed.
struct EventfulFiles: ObjectFiles {
  let real: any ObjectFiles
  let prefix: String
  let happening: @Sendable () async throws(Failure) -> Void
  private let once = Counter(1)

  init(
    _ real: any ObjectFiles, afterListing prefix: String,
    _ happening: @escaping @Sendable () async throws(Failure) -> Void
  ) {
    self.real = real
    self.prefix = prefix
    self.happening = happening
  }

  func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey] {
    let keys = try await real.list(under: prefix)
    if prefix.description == self.prefix, once.take() { try await happening() }
    return keys
  }

  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure) { try await real.put(bytes, at: key) }
  func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8] {
    try await real.get(key, maximumBytes: maximumBytes)
  }
  func contains(_ key: ObjectKey) async throws(Failure) -> Bool { try await real.contains(key) }
  func delete(_ key: ObjectKey) async throws(Failure) { try await real.delete(key) }
  func deleteAll(under prefix: ObjectKey) async throws(Failure) { try await real.deleteAll(under: prefix) }
}
