import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A cancelled operation` {
  private func expectUndone(_ installation: Installation, _ requested: RequestedOperation) async throws {
    #expect(try await installation.operation(requested.operation.id).status == .cancelled)
    let dataset = try await installation.dataset(requested.dataset.id)
    #expect(dataset.status == .failed)
    #expect(dataset.failure?.code == .cancelled)
    #expect(dataset.currentSnapshotID == nil)
    #expect(try await installation.snapshotFiles().isEmpty)
    let left = try await installation.openLedger(of: dataset.id)
    // Only a person can remove the registration itself.
    #expect(left.isSubset(of: [.datasource]))
    if left.contains(.datasource) { #expect(try await installation.searchStatus(of: dataset.id).countsNothing) }
  }

  @Test func `that waits ends without having made anything`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    _ = try await installation.requests.cancel(requested.operation.id, reason: "wrong client")
    try await installation.drain()
    try await expectUndone(installation, requested)
    #expect(try await installation.ledger(of: requested.dataset.id).isEmpty)
  }

  @Test func `that waits and has made nothing needs nobody to end it`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let ended = try await installation.requests.cancel(requested.operation.id)
    #expect(ended.status == .cancelled)
    #expect(try await installation.operation(requested.operation.id).status == .cancelled)
    #expect(try await installation.dataset(requested.dataset.id).status == .failed)
    #expect(try await installation.audit(.operationEnded).count == 1)
  }

  @Test(arguments: [StepName.emptyDatasource, .deleteIdentities, .verifyCleanup])
  func `that could not be undone goes on being undone when it is taken up again`(step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.work(steps: [FailingStep(step, Failure(.cleanupIncomplete, "no"))])
    try #require(try await installation.operation(requested.operation.id).status == .failed)
    let replayed = try await installation.requests.replay(requested.operation.id)
    #expect(replayed.operation.cancelRequested)
    #expect(try await installation.operation(requested.operation.id).replayedBy == replayed.operation.id)
    try await installation.drain()
    try await expectUndone(installation, replayed)
    let begun = try await installation.read { try $0.steps(of: replayed.operation.id) }.filter { $0.startedAt != nil }
    #expect(Set(begun.map(\.name.phase)) == [.cleanup], "nothing is made")
  }

  @Test func `that is in a long step is stopped by the next heartbeat`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    async let worked: Void = installation.work(steps: [EndlessStep(name: .upload)])
    try await eventually("the step is under way") {
      try await installation.read { try $0.steps(of: requested.operation.id) }
        .contains { $0.name == .upload && $0.status == .running }
    }
    _ = try await installation.requests.cancel(requested.operation.id)
    try await eventually("the heartbeat waits") { installation.time.pausedCount == 1 }
    installation.time.advance(by: installation.services.policy.lease / 3)
    try await eventually("it has ended") {
      try await installation.operation(requested.operation.id).status.isFinished
    }
    try await worked
    try await expectUndone(installation, requested)
  }

  @Test(arguments: Lifecycle.steps(of: .provision).dropLast())
  func `that was interrupted undoes what it made`(step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    try await installation.work(interruptedAt: .end, of: step)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.drain()
    try await expectUndone(installation, requested)
  }

  @Test(arguments: [StepName.validateConnector, .upload, .sampleQueries])
  func `that runs undoes what it made behind the step`(step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    let requests = installation.requests
    let cancelling = EventfulStep(step) { work throws(Failure) in _ = try await requests.cancel(work.operation.id) }
    try await installation.work(steps: [cancelling])
    try await expectUndone(installation, requested)
  }

  @Test func `counts as done when its last step was under way`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    let requests = installation.requests
    let cancelling = EventfulStep(.finalVerification) { work throws(Failure) in
      _ = try await requests.cancel(work.operation.id)
    }
    try await installation.work(steps: [cancelling])
    #expect(try await installation.dataset(requested.dataset.id).status == .ready)
  }

  @Test func `goes on undoing when it is interrupted while it does`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.work(interruptedAt: .end, of: .emptyDatasource)
    try await installation.drain()
    try await expectUndone(installation, requested)
  }

  @Test func `leaves a dataset that a retry makes READY with a new connector`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    try await installation.work(interruptedAt: .end, of: .upload)
    let first = try await installation.connector(of: requested.dataset.id)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.drain()
    _ = try await installation.requests.retry(requested.dataset.id)
    try await installation.drain()
    #expect(try await installation.dataset(requested.dataset.id).status == .ready)
    #expect(try await installation.connector(of: requested.dataset.id).id != first.id)
  }

  @Test func `leaves a dataset that can be torn down`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 30)
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.drain()
    _ = try await installation.requests.teardown(requested.dataset.id, grace: .zero)
    try await installation.drain()
    #expect(try await installation.dataset(requested.dataset.id).cleanupVerifiedAt != nil)
  }

  @Test func `that takes a failed one up undoes what that had made, too`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 30).dataset.id
    try await installation.work(steps: [FailingStep(.upload, Failure(.generationFailed, "no"))])
    let again = try await installation.requests.retry(id)
    _ = try await installation.requests.cancel(again.operation.id)
    try await installation.drain()
    try await expectUndone(installation, again)
  }

  @Test func `that restores within the grace leaves nothing in search`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restore = try await installation.requests.restore(archived)
    _ = try await installation.requests.cancel(restore.operation.id)
    try await installation.drain()
    #expect(try await installation.operation(restore.operation.id).status == .cancelled)
    #expect(try await installation.searchStatus(of: archived).countsNothing)
  }

  @Test func `that restores leaves the archive as it was`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restore = try await installation.requests.restore(archived)
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(restore.operation.id)
    try await installation.drain()
    let archive = try #require(try await installation.read { try $0.archive(of: archived) })
    let verified = try await ArchiveVerification(of: archive, objects: installation.services.objects)
    #expect(verified.recordCount == 30)
  }

  @Test func `of a validation leaves a READY dataset READY, by the score that it had`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 30)
    let validation = try await installation.requests.validate(id)
    _ = try await installation.requests.cancel(validation.operation.id)
    try await installation.drain()
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .ready)
    #expect(dataset.qualityScore?.overall == 100)
  }

  @Test func `is no teardown: that goes forward`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 30)
    let teardown = try await installation.requests.teardown(id)
    #expect(await failure { try await installation.requests.cancel(teardown.operation.id) }?.code == .conflict)
  }

  @Test func `is none that has ended`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let operation = try await installation.requestIssues(count: 30).operation.id
    try await installation.drain()
    #expect(await failure { try await installation.requests.cancel(operation) }?.code == .conflict)
  }
}
