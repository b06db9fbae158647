import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `A teardown` {
  @Test(arguments: Lifecycle.steps(of: .provision))
  func `of a dataset that failed in a step leaves nothing in search`(step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 30).dataset.id
    try await installation.work(steps: [FailingStep(step, Failure(.generationFailed, "no"))])
    try #require(try await installation.dataset(id).failure?.step == step)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .archived)
    #expect(dataset.cleanupVerifiedAt != nil)
    if dataset.connectorID != nil { #expect(try await installation.searchStatus(of: id).countsNothing) }
  }

  @Test func `of a protected dataset is refused`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.services.storage.write { registry in
      guard var dataset = try registry.dataset(id) else { return }
      dataset.deletionProtected = true
      try registry.update(dataset)
    }
    let before = try await installation.rows()
    #expect(await failure { try await installation.requests.teardown(id) }?.code == .deletionProtected)
    #expect(try await installation.rows() == before)
  }

  @Test func `of a dataset that is being made is refused`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    #expect(await failure { try await installation.requests.teardown(id) }?.code == .conflict)
  }

  @Test(arguments: [Duration.seconds(-1), .seconds(366 * 86_400 + 1)])
  func `with a grace that cannot be is refused`(grace: Duration) async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    #expect(await failure { try await installation.requests.teardown(id, grace: grace) }?.code == .invalidRequest)
  }

  @Test func `asked for twice is one teardown`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let first = try await installation.requests.teardown(id)
    let second = try await installation.requests.teardown(id)
    #expect(second.adopted)
    #expect(second.operation.id == first.operation.id)
  }

  @Test func `that fails leaves the dataset in TEARDOWN and tells the world`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let teardown = try await installation.requests.teardown(id)
    try await installation.work(steps: [FailingStep(.archiveMetadata, Failure(.generationFailed, "no"))])
    #expect(try await installation.dataset(id).status == .teardown)
    let operation = try await installation.operation(teardown.operation.id)
    #expect(operation.status == .failed)
    #expect(operation.failure == Failure(.generationFailed, "no", step: .archiveMetadata))
    #expect(try await installation.read { try $0.outbox(of: id) }.last?.type == .datasetTeardownFailed)
  }

  @Test func `that fails never leads back to READY`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id)
    try await installation.work(steps: [FailingStep(.archiveMetadata, Failure(.generationFailed, "no"))])
    #expect(await failure { try await installation.requests.validate(id) }?.code == .transitionRefused)
    #expect(await failure { try await installation.requests.retry(id) }?.code == .transitionRefused)
  }

  @Test(arguments: Lifecycle.steps(of: .teardown))
  func `that failed in a step is taken up there by asking again`(step: StepName) async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.work(steps: [FailingStep(step, Failure(.generationFailed, "no"))])
    let again = try await installation.requests.teardown(id)
    #expect(again.operation.step == step)
    try await installation.drain()
    #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
    #expect(try await installation.searchStatus(of: id).countsNothing)
  }

  @Test func `does not need the template`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let pin = try #require(try await installation.dataset(id).template)
    try installation.flipByte(in: .template(hash: pin.contentHash))
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    #expect(try await installation.searchStatus(of: id).countsNothing)
  }

  @Test func `removes a snapshot that never became the dataset's`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 30).dataset.id
    try await installation.work(steps: [FailingStep(.writeSnapshot, Failure(.generationFailed, "no"))])
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    #expect(try await installation.snapshotFiles().isEmpty)
  }

  @Test func `keeps the archive's snapshot and removes those that it took the place of`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 30).dataset.id
    try await installation.work(steps: [FailingStep(.upload, Failure(.generationFailed, "no"))])
    _ = try await installation.requests.retry(id, restart: true)
    try await installation.drain()
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    #expect(try await installation.snapshotFiles().count == 2)
    let archive = try #require(try await installation.read { try $0.archive(of: id) })
    #expect(archive.snapshotID == (try await installation.dataset(id).currentSnapshotID))
  }

  @Test func `asks a person to remove the registration, once, however often it is repeated`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.work(steps: [FailingStep(.verifyCleanup, Failure(.cleanupIncomplete, "no"), times: 1)])
    #expect(try await installation.read { try $0.manualActions(of: id, openOnly: true) }.count == 1)
  }

  @Test func `keeps the archive, its snapshot and the registration in the ledger and nothing else`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot, .datasource])
  }
}
