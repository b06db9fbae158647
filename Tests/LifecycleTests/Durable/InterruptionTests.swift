import DataOpsCore
import DataOpsLifecycle
import Testing

/// All that is left when everything that could run has run.
private struct EndState: Equatable, Sendable {
  let status: DatasetStatus
  let records: Int?
  let contentHash: String?
  let cleanupVerified: Bool
  let connector: ConnectorPhase
  let search: DatasourceStatus
  let operations: [OperationStatus]
  let steps: [StepStatus]
  let checks: [CheckType: [CheckStatus]]
  let openLedger: Set<ResourceKind>
  let snapshotFiles: [String]
  let events: [EventType]
  let statusChanges: Int

  init(of id: Identifier<Dataset>, in installation: Installation) async throws {
    let dataset = try await installation.dataset(id)
    status = dataset.status
    records = dataset.recordCount
    contentHash = try await installation.contentHash(of: id)
    cleanupVerified = dataset.cleanupVerifiedAt != nil
    connector = try await installation.connector(of: id).phase
    let search = try await installation.searchStatus(of: id)
    // When it was synced is the server's own clock's to say.
    self.search = DatasourceStatus(
      uploaded: search.uploaded, indexed: search.indexed, users: search.users, groups: search.groups,
      memberships: search.memberships, visibility: search.visibility)
    (operations, steps, events) = try await installation.read { registry in
      let operations = try registry.operations(OperationFilter())
      return (
        operations.map(\.status), try operations.flatMap { try registry.steps(of: $0.id).map(\.status) },
        try registry.outbox(of: id).map(\.type)
      )
    }
    checks = Dictionary(grouping: try await installation.checks(of: id), by: \.type).mapValues { $0.map(\.status) }
    openLedger = try await installation.openLedger(of: id)
    snapshotFiles = try await installation.snapshotFiles().filter { !$0.hasPrefix("manifest") }
    statusChanges = try await installation.audit(.datasetStatusChanged).count
  }
}

/// An operation that is requested, may be interrupted, and ends.
private enum Undertaking: Sendable {
  case provision, teardown, restore

  func request(in installation: Installation) async throws -> Identifier<Dataset> {
    switch self {
    case .provision:
      _ = try await installation.addClient()
      return try await installation.requestIssues(count: 30).dataset.id
    case .teardown:
      let id = try await installation.readyDataset(count: 30)
      return try await installation.requests.teardown(id, grace: .zero).dataset.id
    case .restore:
      let id = try await installation.archivedDataset(count: 30)
      return try await installation.requests.restore(id).dataset.id
    }
  }

  func end(interruptedAt moment: StepMoment? = nil, of step: StepName = .upload) async throws -> EndState {
    let installation = try await Installation()
    let id = try await request(in: installation)
    if let moment { try await installation.work(interruptedAt: moment, of: step) }
    try await installation.drain()
    return try await EndState(of: id, in: installation)
  }
}

@Suite struct `Interrupted and taken up again, as if nothing had happened,` {
  private static let provision = Task { try await Undertaking.provision.end() }
  private static let teardown = Task { try await Undertaking.teardown.end() }
  private static let restore = Task { try await Undertaking.restore.end() }

  @Test(arguments: Lifecycle.steps(of: .provision), StepMoment.allCases)
  func `a provision ends`(step: StepName, moment: StepMoment) async throws {
    let end = try await Undertaking.provision.end(interruptedAt: moment, of: step)
    #expect(end == (try await Self.provision.value))
  }

  @Test(arguments: Lifecycle.steps(of: .teardown), StepMoment.allCases)
  func `a teardown ends`(step: StepName, moment: StepMoment) async throws {
    let end = try await Undertaking.teardown.end(interruptedAt: moment, of: step)
    #expect(end == (try await Self.teardown.value))
  }

  @Test(arguments: Lifecycle.steps(of: .restore), StepMoment.allCases)
  func `a restore ends`(step: StepName, moment: StepMoment) async throws {
    let end = try await Undertaking.restore.end(interruptedAt: moment, of: step)
    #expect(end == (try await Self.restore.value))
  }
}
