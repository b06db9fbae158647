import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `The whole way` {
  @Test func `leads from a template to READY in search`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.drain()

    let dataset = try await installation.dataset(requested.dataset.id)
    #expect(dataset.status == .ready)
    #expect(dataset.failure == nil)
    #expect(dataset.qualityScore?.overall == 100)
    #expect(dataset.recordCount == 60)
    #expect(try await installation.operation(requested.operation.id).status == .succeeded)
    #expect(try await installation.connector(of: dataset.id).phase == .monitor)
    let status = try await installation.searchStatus(of: dataset.id)
    #expect(status.indexed == 60)
  }

  @Test func `leads back from READY to a verified archive, with nothing left in search`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.drain()
    let id = requested.dataset.id
    _ = try await installation.requests.teardown(id, grace: .zero, reason: "demonstration over")
    try await installation.drain()

    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .archived)
    #expect(dataset.cleanupVerifiedAt != nil)
    let archive = try #require(try await installation.read { try $0.archive(of: id) })
    #expect(archive.verifiedAt != nil)
    #expect(archive.recordCount == 60)
    let verified = try await ArchiveVerification(of: archive, objects: installation.services.objects)
    #expect(verified.recordCount == 60)
    let status = try await installation.searchStatus(of: id)
    #expect(status.countsNothing)
    let connector = try await installation.connector(of: id)
    #expect(connector.phase == .delete)
    #expect(connector.status == .archived)
    let actions = try await installation.read { try $0.manualActions(of: id, openOnly: true) }
    #expect(
      actions.map(\.text) == [
        "Remove the empty datasource registration '\(connector.datasource)' in the Glean admin console."
      ])
  }

  @Test func `waits out the grace and then removes what is left`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.drain()
    let id = requested.dataset.id
    let teardown = try await installation.requests.teardown(id)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .archived)
    #expect(try await installation.operation(teardown.operation.id).status == .waiting)
    #expect(try await installation.searchStatus(of: id).indexed == 60)

    installation.time.advance(by: .seconds(86_399))
    try await installation.drain()
    #expect(try await installation.dataset(id).cleanupVerifiedAt == nil)

    installation.time.advance(by: .seconds(2))
    try await installation.drain()
    #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
    #expect(try await installation.searchStatus(of: id).indexed == 0)
  }

  @Test func `is undone within the grace by a restore that takes the connector over`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.drain()
    let connector = try await installation.connector(of: requested.dataset.id)
    let teardown = try await installation.requests.teardown(requested.dataset.id)
    try await installation.drain()

    let restored = try await installation.requests.restore(requested.dataset.id)
    try await installation.drain()
    let dataset = try await installation.dataset(restored.dataset.id)
    #expect(dataset.status == .ready)
    #expect(dataset.restoredFrom == requested.dataset.id)
    #expect(try await installation.connector(of: dataset.id).id == connector.id)
    #expect(try await installation.operation(teardown.operation.id).status == .cancelled)

    installation.time.advance(by: .seconds(2 * 86_400))
    try await installation.drain()
    #expect(try await installation.searchStatus(of: dataset.id).indexed == 60)
  }

  @Test func `is brought back after the grace with a connector of its own`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    try await installation.drain()
    let connector = try await installation.connector(of: requested.dataset.id)
    _ = try await installation.requests.teardown(requested.dataset.id, grace: .zero)
    try await installation.drain()
    let restored = try await installation.requests.restore(requested.dataset.id)
    try await installation.drain()

    let dataset = try await installation.dataset(restored.dataset.id)
    #expect(dataset.status == .ready)
    let second = try await installation.connector(of: dataset.id)
    #expect(second.id != connector.id)
    #expect(second.name == "acme-bank-sandbox-jira-2")
    #expect(try await installation.dataset(requested.dataset.id).currentSnapshotID == dataset.currentSnapshotID)
  }

  @Test func `is told to the world in order`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.drain()
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    let events = try await installation.read { try $0.outbox(of: id) }
    #expect(
      events.map(\.type) == [
        .datasetProvisioned, .datasetValidated, .datasetProvisionCompleted, .datasetTeardownStarted, .datasetArchived,
        .manualActionRequired,
      ])
    #expect(events.map(\.sequence) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `leaves an audit trail that is whole and has the seed's names`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.drain()
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    let events = try await installation.read { try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 1000) }
    var last: AuditEvent?
    for event in events {
      try AuditChain.verify(event, after: last)
      last = event
    }
    let names = Set(events.map(\.action))
    #expect(
      names.isSuperset(of: [
        .datasetCreated, .datasetStatusChanged, .qualityCheckExecuted, .connectorCreated, .connectorHealthChanged,
        .datasetArchived,
      ]))
    #expect(events.filter { $0.action == .datasetStatusChanged }.allSatisfy { $0.before != nil && $0.after != nil })
    #expect(events.filter { $0.datasetID == id }.allSatisfy { $0.requestID != nil || $0.actor.kind == .person })
  }

  @Test func `checks a READY dataset again`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.drain()
    let again = try await installation.requests.validate(id)
    #expect(again.dataset.status == .validating)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
    #expect(try await installation.read { try $0.checks(of: id, limit: 100) }.count == 8)
  }
}
