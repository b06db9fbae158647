import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Testing
import _DataOpsTestKit

/// The rules are written twice, in the model and in the schema; these tests keep them one.
@Suite struct `The schema agrees with the model on` {
  var fixtures = Fixtures()

  struct NamedColumn: Sendable, CustomTestStringConvertible {
    let table: String
    let column: String
    let names: [String]

    init<Name: RawRepresentable & CaseIterable>(_ table: String, _ column: String, _ type: Name.Type)
    where Name.RawValue == String {
      self.table = table
      self.column = column
      names = type.allCases.map(\.rawValue)
    }

    var testDescription: String { "\(table).\(column)" }

    static let all = [
      NamedColumn("clients", "industry", Industry.self),
      NamedColumn("credentials", "kind", CredentialKind.self),
      NamedColumn("credentials", "method", AuthenticationMethod.self),
      NamedColumn("manual_actions", "kind", ManualAction.Kind.self),
      NamedColumn("dataset_templates", "dataset_type", DatasetType.self),
      NamedColumn("dataset_templates", "industry", Industry.self),
      NamedColumn("datasets", "dataset_type", DatasetType.self),
      NamedColumn("datasets", "status", DatasetStatus.self),
      NamedColumn("datasets", "health", DatasetHealth.self),
      NamedColumn("connectors", "connector_type", ConnectorType.self),
      NamedColumn("connectors", "stage", Stage.self),
      NamedColumn("connectors", "authentication_method", AuthenticationMethod.self),
      NamedColumn("operations", "kind", OperationKind.self),
      NamedColumn("operations", "stage", Stage.self),
      NamedColumn("operations", "status", OperationStatus.self),
      NamedColumn("operation_steps", "status", StepStatus.self),
      NamedColumn("resource_ledger", "kind", ResourceKind.self),
      NamedColumn("quality_checks", "check_type", CheckType.self),
      NamedColumn("quality_checks", "status", CheckStatus.self),
      NamedColumn("usage_metrics", "metric", DatasetUsageMetric.Metric.self),
      NamedColumn("tokens", "role", Role.self),
      NamedColumn("inbox", "type", InboxEventType.self),
      NamedColumn("reports", "kind", Report.Kind.self),
      NamedColumn("quality_rules", "check_type", CheckType.self),
      NamedColumn("quality_rules", "severity", DataQualityRule.Severity.self),
    ]
  }

  @Test(arguments: NamedColumn.all)
  mutating func `every name in a column`(_ column: NamedColumn) async throws {
    let file = try SQLiteFile()
    let registry = try await file.open()
    try await fillEveryTable(of: registry)
    for name in column.names {
      let changed = try await registry.driver.write {
        try $0.execute("UPDATE \(column.table) SET \(column.column) = ?", [.text(name)])
      }
      #expect(changed == 1, "\(name)")
    }
    await #expect(throws: SQLError.self) {
      try await registry.driver.write {
        try $0.execute("UPDATE \(column.table) SET \(column.column) = ?", [.text("unheard_of")])
      }
    }
  }

  @Test(arguments: ConnectorPhase.allCases)
  mutating func `the statuses of a connector in a phase`(_ phase: ConnectorPhase) async throws {
    let file = try SQLiteFile()
    let registry = try await file.open()
    try await registry.insert(Scene(&fixtures))
    var accepted: [ConnectorStatus] = []
    for status in ConnectorStatus.allCases {
      let changed = try? await registry.driver.write {
        try $0.execute("UPDATE connectors SET phase = ?, status = ?", [.text(phase.rawValue), .text(status.rawValue)])
      }
      if changed == 1 { accepted.append(status) }
    }
    #expect(Set(accepted) == Set(phase.allowedStatuses))
  }

  @Test(arguments: [
    "UPDATE audit_events SET reason = 'better'", "DELETE FROM audit_events",
    "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events",
  ])
  mutating func `an audit trail that nobody can change`(_ statement: String) async throws {
    let file = try SQLiteFile()
    let registry = try await file.open()
    let event = fixtures.auditEvent(after: nil)
    try await registry.write { try $0.append(event) }
    await #expect(throws: SQLError.appendOnly) { try await registry.execute(statement) }
    #expect(try await registry.read { try $0.lastAuditEvent() } == event)
  }

  private mutating func fillEveryTable(of registry: SQLRegistry<SQLiteDriver>) async throws {
    let scene = Scene(&fixtures)
    try await registry.insert(scene)
    let now = fixtures.time.now()
    let credential = fixtures.credential(.jira, of: scene.client)
    let action = fixtures.manualAction(on: scene.dataset)
    let (template, check) = (
      fixtures.template(),
      fixtures.check(
        CheckVerdict(.schemaValidation, score: 100, result: [:]), of: scene.dataset, in: scene.operation)
    )
    try await registry.write { registry in
      try registry.store(credential)
      try registry.store(action)
      try registry.store(template)
      try registry.insert(check)
      try registry.store(
        LedgerEntry(
          datasetID: scene.dataset.id, kind: .archive, name: "n", operationID: scene.operation.id, plannedAt: now))
      try registry.record(
        DatasetUsageMetric(datasetID: scene.dataset.id, metric: .apiCalls, value: 1, window: 60, recordedAt: now))
    }
    try await fillGovernance(of: registry, template.qualityRules[0])
  }

  private mutating func fillGovernance(
    of registry: SQLRegistry<SQLiteDriver>, _ rule: DataQualityRule
  ) async throws {
    let now = fixtures.time.now()
    let token = APIToken(
      id: fixtures.id(), owner: Actor(.person, "mo"), role: .clientSE, clients: nil,
      hash: String(repeating: "a", count: 64), expiresAt: now)
    let event = InboxEvent(
      id: "1", source: "urn:journeys", type: .journeyCompleted, time: now, data: [:], receivedAt: now)
    let report = Report(kind: .dataQualityTrends, periodStart: now, madeAt: now, key: "reports/1")
    try await registry.write { registry in
      try registry.insert(token)
      _ = try registry.take(event)
      _ = try registry.keep(report)
      try registry.store(rule)
    }
  }
}
