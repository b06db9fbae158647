import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A restore` {
  @Test func `has the records of the archive`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restored = try await installation.requests.restore(archived).dataset.id
    try await installation.drain()
    #expect(try await installation.contentHash(of: restored) == installation.contentHash(of: archived))
  }

  @Test func `within the grace calls the removal off`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    _ = try await installation.requests.restore(archived)
    let operations = try await installation.read {
      try $0.operations(OperationFilter(datasetID: archived, kind: .teardown))
    }
    #expect(operations.map(\.status) == [.cancelled])
  }

  @Test func `after the grace leaves the old connector archived`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    installation.time.advance(by: .seconds(86_401))
    try await installation.drain()
    let restored = try await installation.requests.restore(archived).dataset.id
    try await installation.drain()
    #expect(try await installation.dataset(restored).status == .ready)
    #expect(try await installation.connector(of: archived).status == .archived)
  }

  @Test func `is refused a second time while the first lives`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    _ = try await installation.requests.restore(archived)
    let before = try await installation.rows()
    #expect(await failure { try await installation.requests.restore(archived) }?.code == .alreadyExists)
    #expect(try await installation.rows() == before)
  }

  @Test func `is possible again when the first was torn down`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let first = try await installation.requests.restore(archived).dataset.id
    try await installation.drain()
    _ = try await installation.requests.teardown(first, grace: .zero)
    try await installation.drain()
    let second = try await installation.requests.restore(archived).dataset.id
    try await installation.drain()
    #expect(try await installation.dataset(second).status == .ready)
  }

  @Test func `is refused when another dataset has the name now`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    _ = try await installation.requestIssues()
    let before = try await installation.rows()
    #expect(await failure { try await installation.requests.restore(archived) }?.code == .alreadyExists)
    #expect(try await installation.rows() == before)
  }

  @Test func `of a dataset that is not archived is refused`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 30)
    #expect(await failure { try await installation.requests.restore(id) }?.code == .transitionRefused)
  }

  @Test func `of a dataset that never had records is refused`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(steps: [FailingStep(.createConnector, Failure(.generationFailed, "no"))])
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    #expect(await failure { try await installation.requests.restore(id) }?.code == .conflict)
  }

  @Test func `from an archive document with a flipped byte is refused, and the removal stays due`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    try installation.flipByte(in: .archive(of: archived))
    let before = try await installation.rows()
    #expect(await failure { try await installation.requests.restore(archived) }?.code == .archiveDamaged)
    #expect(try await installation.rows() == before)
    installation.time.advance(by: .seconds(86_401))
    try await installation.drain()
    #expect(try await installation.searchStatus(of: archived).countsNothing)
  }

  @Test func `from an archive with a flipped byte in its records is refused, naming the chunk`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let chunk = try await installation.chunk(of: archived)
    try installation.flipByte(in: chunk)
    let failure = try #require(await failure { try await installation.requests.restore(archived) })
    #expect(failure.code == .snapshotDamaged)
    let hash = try #require(chunk.parts.last?.split(separator: ".").first)
    #expect(failure.message.contains(hash))
  }

  @Test func `from an archive that is damaged meanwhile fails before anything is sent`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restored = try await installation.requests.restore(archived).dataset.id
    try installation.flipByte(in: .archive(of: archived))
    let watch = SearchWatch()
    try await installation.work(search: watch)
    #expect(try await installation.dataset(restored).failure?.code == .archiveDamaged)
    #expect(watch.uploads.isEmpty)
  }

  @Test func `that failed is taken up again when the archive is whole`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restored = try await installation.requests.restore(archived).dataset.id
    try installation.flipByte(in: .archive(of: archived))
    try await installation.drain()
    try installation.flipByte(in: .archive(of: archived))
    _ = try await installation.requests.retry(restored)
    try await installation.drain()
    #expect(try await installation.dataset(restored).status == .ready)
    #expect(try await installation.connector(of: restored).name == "acme-bank-sandbox-jira")
  }

  @Test func `that failed can be torn down, and nothing is left in search`() async throws {
    let installation = try await Installation()
    let archived = try await installation.archivedDataset(count: 30)
    let restored = try await installation.requests.restore(archived).dataset.id
    try installation.flipByte(in: .archive(of: archived))
    try await installation.drain()
    _ = try await installation.requests.teardown(restored, grace: .zero)
    try await installation.drain()
    #expect(try await installation.dataset(restored).cleanupVerifiedAt != nil)
    #expect(try await installation.searchStatus(of: archived).countsNothing)
  }
}
