import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing

@Suite struct `A closed gate` {
  /// A dataset whose template gives seven records a priority that the schema forbids.
  private func spoiltDataset() async throws -> (Installation, Identifier<Dataset>) {
    let library = try SmallLibrary()
    try library.editRecords(stride(from: 0, to: 21, by: 3)) { $0["priority"] = "Urgent-0815" }
    let installation = try await Installation(templates: library.root)
    return (installation, try await installation.readyDataset())
  }

  @Test func `leaves the dataset FAILED at final verification, with reasons`() async throws {
    let (installation, id) = try await spoiltDataset()
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .failed)
    #expect(dataset.failure?.code == .gateClosed)
    #expect(dataset.failure?.step == .finalVerification)
    #expect(dataset.failure?.message.contains("schema_validation reached 88.33 of 100") == true)
  }

  @Test func `keeps failing examples with record, place and rule`() async throws {
    let (installation, id) = try await spoiltDataset()
    let check = try #require(try await installation.checks(of: id).first { $0.type == .schemaValidation })
    #expect(!check.examples.isEmpty)
    #expect(check.examples.allSatisfy { $0.pointer == "/priority" && $0.rule == "enum" && $0.record.contains("-") })
  }

  @Test func `tells nobody the values that failed`() async throws {
    let (installation, id) = try await spoiltDataset()
    let dataset = try await installation.dataset(id)
    let checks = try await installation.checks(of: id)
    let audit = try await installation.read { try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 1000) }
    let events = try await installation.read { try $0.outbox(of: id) }
    #expect(!"\(dataset) \(checks) \(audit) \(events)".contains("Urgent-0815"))
  }

  @Test func `is told to the world as a failed validation`() async throws {
    let (installation, id) = try await spoiltDataset()
    #expect(try await installation.read { try $0.outbox(of: id) }.last?.type == .datasetValidationFailed)
  }

  @Test func `leaves the score that closed it`() async throws {
    let (installation, id) = try await spoiltDataset()
    let score = try #require(try await installation.dataset(id).qualityScore)
    #expect(score.overall > 95)
    #expect(!score.meetsThreshold)
  }

  @Test func `is tried again by the checks alone`() async throws {
    let (installation, id) = try await spoiltDataset()
    let again = try await installation.requests.retry(id)
    #expect(again.dataset.status == .validating)
    #expect(again.operation.kind == .validate)
  }

  @Test func `says to look at search, not at the template, where the trouble was in search`() async throws {
    let installation = try await installationWithTroubledSearch()
    let dataset = try #require(try await installation.read { try $0.datasets(DatasetFilter()).first })
    #expect(dataset.failure?.remedy?.contains("dataset retry \(dataset.id)") == true)
    #expect(dataset.failure?.remedy?.contains("template") == false)
  }

  @Test func `opens by a retry when the trouble was in search`() async throws {
    let installation = try await installationWithTroubledSearch()
    let id = try #require(try await installation.read { try $0.datasets(DatasetFilter()).first?.id })
    _ = try await installation.requests.retry(id)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `opens by a restart that makes everything again`() async throws {
    let installation = try await installationWithTroubledSearch()
    let before = try #require(try await installation.read { try $0.datasets(DatasetFilter()).first })
    let connector = try await installation.connector(of: before.id).id
    let again = try await installation.requests.retry(before.id, restart: true)
    #expect(again.dataset.status == .provisioning)
    try await installation.drain()
    let after = try await installation.dataset(before.id)
    #expect(after.status == .ready)
    #expect(after.currentSnapshotID != before.currentSnapshotID)
    #expect(try await installation.connector(of: before.id).id == connector)
    let steps = try await installation.read { try $0.steps(of: again.operation.id) }
    #expect(steps.map(\.name) == Lifecycle.steps(of: .provision))
    #expect(try await installation.searchStatus(of: before.id).uploaded == 60)
  }

  /// One of whose sample queries found nothing.
  private func installationWithTroubledSearch() async throws -> Installation {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues()
    try await installation.work(search: SearchWatch(answer: { $0 == "Luhn fixtures pre-commit" ? [] : $1 }))
    return installation
  }
}
