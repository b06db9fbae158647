import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import GleanSandbox
import Testing
import _DataOpsTestKit

/// A client with a Glean of its own in which all is well, for one thing to be made wrong.
struct DoctorScene: Sendable {
  let glean: OwnGlean
  let installation: Installation
  let client: Client

  /// Counts requests that carry documents, whatever else goes wrong.
  private static let documents = "documents"

  /// - Parameters:
  ///   - address: the client's; nil for that of its Glean.
  ///   - templates: the template library.
  ///   - patience: how long an answer may take, by the machine's clock.
  static func run(
    at address: (@Sendable (OwnGlean) -> String)? = nil, templates: String = Installation.templates,
    patience: Duration = .seconds(30), _ body: @Sendable (DoctorScene) async throws -> Void
  ) async throws {
    try await OwnGlean.run { glean in
      // The clock of the server's answers is the machine's, four hours after everything was made.
      let time = ManualTime(SystemTime().now() - .seconds(4 * 3600))
      let installation = try await Installation(time: time, templates: templates, gleanTimeout: patience)
      let client = try await installation.addClient(at: address?(glean) ?? glean.url)
      let scene = DoctorScene(glean: glean, installation: installation, client: client)
      for kind in [CredentialKind.indexingToken, .clientToken] {
        try await scene.change(kind) { $0.expiresAt = time.now() + .seconds(90 * 86_400) }
      }
      try scene.setFaults()
      try await body(scene)
    }
  }

  /// Puts faults in force; requests that carry documents are counted from now on.
  func setFaults(_ rules: FaultRule...) throws {
    let counter = FaultRule(Self.documents, path: "/api/index/v1/*index*document*", fault: .latency(.zero))
    try glean.server.setFaults(FaultScript(rules + [counter]))
  }

  /// Requests that carried documents since faults were set last.
  var uploads: Int { glean.server.faultTallies.last?.matched ?? 0 }

  func change(_ kind: CredentialKind, _ change: @escaping @Sendable (inout Credential) -> Void) async throws {
    let id = client.id
    try await installation.services.storage.write { registry in
      guard var credential = try registry.credential(kind, of: id) else { return }
      change(&credential)
      try registry.update(credential)
    }
  }

  func store(_ kind: CredentialKind, _ token: String) async throws {
    let expiry = installation.time.now() + .seconds(90 * 86_400)
    _ = try await installation.requests.store(
      CredentialRequest(client: client.name, kind: kind, value: .token(Secret(token)), expiresAt: expiry),
      sealer: installation.application.sealer)
  }

  /// Makes a READY dataset; then it is now.
  func ready(count: Int = 12) async throws -> GleanConnector {
    let id = try await installation.requestIssues(count: count).dataset.id
    try await installation.drain()
    let dataset = try await installation.dataset(id)
    try #require(dataset.status == .ready, "\(String(describing: dataset.failure))")
    return try await installation.connector(of: id)
  }

  /// Four hours pass, as far as the installation knows.
  func becomeNow() { installation.time.advance(by: .seconds(4 * 3600)) }

  var index: any SearchIndex {
    get async throws { try await installation.services.connections.index(for: client) }
  }

  /// The connector's registration, made another by somebody else.
  func reregister(
    _ connector: GleanConnector, _ change: (DatasourceRegistration) -> DatasourceRegistration
  ) async throws {
    let configured = try #require(ConfiguredDatasource(connector))
    try await index.register(change(configured.registration(of: connector)))
  }

  func update(_ connector: GleanConnector, _ change: @escaping @Sendable (inout GleanConnector) -> Void) async throws {
    try await installation.services.storage.write { registry in
      var changed = connector
      change(&changed)
      try registry.update(changed)
    }
  }

  /// Puts another connector in the place of one, as nothing in the product would.
  func replace(_ connector: GleanConnector, datasource: String? = nil, stage: Stage? = nil) async throws {
    let id = installation.services.identifiers.next(GleanConnector.self)
    let dataset = try await installation.dataset(connector.datasetID)
    try await installation.services.storage.write { registry in
      var other = GleanConnector(
        id: id, name: connector.name + "-2", datasource: datasource ?? connector.datasource + "x",
        clientID: connector.clientID, datasetID: connector.datasetID, stage: stage ?? connector.stage,
        type: connector.type, configuration: connector.configuration, createdAt: connector.createdAt)
      for phase in [ConnectorPhase.configure, .validate] { try other.move(to: phase, status: .creating) }
      try other.move(to: .monitor, status: .healthy)
      other.healthStatus = connector.healthStatus
      var old = connector
      try old.move(to: .disconnect, status: .disconnected)
      try old.move(to: .delete, status: .archived)
      try registry.update(old)
      try registry.insert(other)
      var changed = dataset
      changed.connectorID = id
      try registry.update(changed)
    }
  }

  /// - Parameter watch: what the search system is made to answer.
  func diagnose(
    _ watch: SearchWatch = SearchWatch(), _ adjust: @Sendable (inout Doctor.Scope) -> Void = { _ in }
  ) async throws -> Diagnosis {
    var scope = Doctor.Scope(client: client.id)
    adjust(&scope)
    let doctor = Doctor(services: installation.services(search: watch), actor: Actor(.person, "ann"))
    return try await doctor.examine(scope)
  }

  /// Why a provision fails.
  func provisionFailure(search watch: SearchWatch = SearchWatch()) async throws -> Failure? {
    let id = try await installation.requestIssues(count: 12).dataset.id
    try await installation.work(search: watch)
    return try await installation.dataset(id).failure
  }
}
