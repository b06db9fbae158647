import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

@Suite struct `SQLite answers from an index` {
  var fixtures = Fixtures()

  private func plan(of table: String, _ query: SQLStatement) async throws -> String {
    let registry = try await SQLiteFile().open()
    return try await registry.texts(
      "EXPLAIN QUERY PLAN SELECT * FROM \(table) \(query.sql)", query.values, column: "detail"
    ).joined(separator: "\n")
  }

  @Test mutating func `which datasets a client has in a stage`() async throws {
    let filter = DatasetFilter(clientID: fixtures.id(), stage: .sandbox)
    let plan = try await plan(of: "datasets", SQLTransaction.datasetQuery(filter, in: .sqlite))
    #expect(plan == "SEARCH datasets USING INDEX datasets_client_stage (client_id=? AND stage=?)")
  }

  @Test func `which datasets have a status`() async throws {
    let plan = try await plan(of: "datasets", SQLTransaction.datasetQuery(DatasetFilter(status: .ready), in: .sqlite))
    #expect(plan == "SEARCH datasets USING INDEX datasets_status (status=?)")
  }

  @Test func `which operations are due`() async throws {
    let plan = try await plan(of: "operations", SQLTransaction.dueQuery(at: fixtures.time.now(), limit: 10))
    #expect(plan == "SCAN operations USING INDEX operations_due", "in order, and only those that wait")
  }

  @Test func `which connectors are due for a check`() async throws {
    let plan = try await plan(
      of: "connector_watches", SQLTransaction.dueWatchesQuery(at: fixtures.time.now(), limit: 10))
    #expect(plan == "SEARCH connector_watches USING INDEX connector_watches_due (due_at<?)", "in order")
  }

  @Test func `which connectors nobody watches`() async throws {
    let plan = try await plan(of: "connectors", SQLTransaction.unwatchedQuery(limit: 10))
    #expect(plan.contains("connectors USING INDEX connectors_in_use"), "only those in use: \(plan)")
    #expect(plan.contains("SEARCH connector_watches USING"))
  }

  @Test mutating func `which checks a dataset has had`() async throws {
    let plan = try await plan(of: "quality_checks", SQLTransaction.checkQuery(fixtures.id(), limit: 10))
    #expect(plan.hasPrefix("SEARCH quality_checks USING INDEX quality_checks_dataset_type (dataset_id=?)"))
  }

  @Test func `what follows in the audit trail`() async throws {
    let plan = try await plan(
      of: "audit_events", SQLTransaction.auditQuery(after: 5, filter: AuditFilter(), limit: 10))
    #expect(plan == "SEARCH audit_events USING INTEGER PRIMARY KEY (rowid>?)")
  }

  @Test mutating func `what follows in the audit trail of a dataset`() async throws {
    let filter = AuditFilter(datasetID: fixtures.id())
    let plan = try await plan(of: "audit_events", SQLTransaction.auditQuery(after: 5, filter: filter, limit: 10))
    #expect(plan == "SEARCH audit_events USING INDEX audit_events_dataset (dataset_id=? AND sequence>?)")
  }

  @Test mutating func `which events a dataset has sent`() async throws {
    let plan = try await plan(of: "outbox", SQLTransaction.outboxQuery(fixtures.id()))
    #expect(plan.hasPrefix("SEARCH outbox USING INDEX"))
    #expect(!plan.contains("TEMP B-TREE"))
  }
}
