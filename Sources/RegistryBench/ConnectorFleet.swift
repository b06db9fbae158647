import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

/// Connectors in use with all that belongs to them: rows in the registry, datasources with a document and its readers in search.
struct ConnectorFleet: Sendable {
  private struct Member: Sendable {
    let dataset: Dataset
    let connector: GleanConnector
  }

  private let clients: [Client]
  private let members: [Member]
  private static let datasetsOfClient = 50
  private static let probe = "dataops.probe@bench.example"
  private static let group = "dataops-readers"
  private static let word = "checklist"

  init(connectors count: Int, tenants: Int, now: Timestamp) {
    let identifiers = SystemIdentifiers()
    let clients = (0..<(count + Self.datasetsOfClient - 1) / Self.datasetsOfClient).map { number in
      Client(
        id: identifiers.next(Client.self), name: "Client \(number)", industry: .enterprise,
        useCase: "\(number % tenants)", gleanURL: nil, createdAt: now)
    }
    self.clients = clients
    members = (0..<count).map { number in
      Self.member(number, of: clients[number / Self.datasetsOfClient], identifiers, now)
    }
  }

  private static func member(
    _ number: Int, of client: Client, _ identifiers: SystemIdentifiers, _ now: Timestamp
  ) -> Member {
    var dataset = Dataset(
      id: identifiers.next(Dataset.self), name: "dataset \(number)", type: .jiraIssues, stage: .sandbox,
      clientID: client.id, source: .custom,
      metadata: DatasetMetadata(
        industry: client.industry.rawValue, useCase: "bench", dataType: .mock, stage: .sandbox, tags: []),
      template: nil, seed: 1, expectedRecordCount: 1, createdAt: now)
    dataset.status = .ready
    dataset.health = .healthy
    var connector = GleanConnector(
      id: identifiers.next(GleanConnector.self), name: "bench-\(number)", datasource: "bench\(number)",
      clientID: client.id, datasetID: dataset.id, stage: .sandbox, type: .jira,
      configuration: ConnectorConfiguration(connectorType: .jira, endpoint: "bench"), createdAt: now)
    let registration = DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: .jira, objectType: "JiraIssue",
      properties: [.init(name: "team", label: "Team", type: .text)], homeURL: "https://bench.example/",
      urlPattern: "^https://bench\\.example/.*$", isTest: true)
    connector.configuration.configuration =
      ConfiguredDatasource(registration, probe: probe, queries: [word]).json
    connector.healthStatus = ["acknowledged": 1]
    // The way of every connector; none of these is refused.
    for (phase, status) in [
      (ConnectorPhase.configure, ConnectorStatus.creating), (.validate, .creating), (.monitor, .healthy),
    ] { try? connector.move(to: phase, status: status) }
    return Member(dataset: dataset, connector: connector)
  }

  func insert(into storage: any Storage) async throws {
    let (clients, members) = (clients, members)
    try await storage.write { registry in
      for client in clients { try registry.insert(client) }
      for member in members {
        try registry.insert(member.dataset)
        try registry.insert(member.connector)
      }
    }
  }

  /// Registers every datasource, sixteen at once.
  func register(with connections: some SearchConnections) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, member) in members.enumerated() {
        if number >= 16 { try await group.next() }
        let client = clients[number / Self.datasetsOfClient]
        group.addTask { try await Self.register(member.connector, with: connections.index(for: client)) }
      }
      try await group.waitForAll()
    }
  }

  private static func register(_ connector: GleanConnector, with index: any SearchIndex) async throws {
    guard let configured = ConfiguredDatasource(connector) else { return }
    let datasource = connector.datasource
    try await index.register(configured.registration(of: connector))
    try await index.replaceIdentities(
      SearchIdentities(
        users: [.init(email: probe, name: "Probe")], groups: [.init(name: group, memberEmails: [probe])]),
      in: datasource, uploadID: datasource)
    try await index.show(datasource, to: [probe])
    try await index.index(
      [
        SearchDocument(
          reference: .init(objectType: "JiraIssue", id: "00ff"), title: "Release \(word)", body: word,
          url: "https://bench.example/1", allowedGroups: [group])
      ], in: datasource)
  }
}
