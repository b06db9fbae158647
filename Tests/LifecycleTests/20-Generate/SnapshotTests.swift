import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `A snapshot` {
  @Test func `that was written before a crash is adopted, not written again`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let crash = FailingStep(.writeSnapshot, Failure(.storageFailed, "gone"), times: 1)
    try await installation.work(steps: [crash])
    let steps = try await installation.read { try $0.steps(of: requested.operation.id) }
    let step = try #require(steps.first { $0.name == .writeSnapshot })
    #expect(step.detail?.contains("found as written before") == true)
    #expect(try await installation.snapshotFiles().count == 2)
  }

  @Test func `that is half written and belongs to nobody is collected`() async throws {
    let installation = try await Installation()
    let chunk = try #require(ObjectKey.chunk("abc", of: Identifier(derivedFrom: "nobody's")))
    try await installation.services.objects.put([1, 2, 3], at: chunk)
    try await installation.drain()
    #expect(try await installation.snapshotFiles().isEmpty)
  }

  @Test func `that is half written and still being made is left alone`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let operation = try await installation.requestIssues().operation
    let chunk = try #require(ObjectKey.chunk("abc", of: WriteSnapshotStep.snapshotID(for: operation)))
    try await installation.services.objects.put([1, 2, 3], at: chunk)
    try await installation.application.run { _ in }
    #expect(try await installation.snapshotFiles() == ["abc.ndjson.zst"])
  }

  @Test func `with a flipped byte makes the next checks fail, naming the chunk`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset()
    let chunk = try await installation.chunk(of: id)
    try installation.flipByte(in: chunk)
    _ = try await installation.requests.validate(id)
    try await installation.drain()
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .failed)
    #expect(dataset.failure?.code == .snapshotDamaged)
    let hash = try #require(chunk.parts.last?.split(separator: ".").first)
    #expect(dataset.failure?.message.contains(hash) == true)
  }

  @Test func `whose manifest was changed is not believed`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset()
    let snapshot = try #require(try await installation.dataset(id).currentSnapshotID)
    try installation.flipByte(in: .manifest(of: snapshot))
    _ = try await installation.requests.validate(id)
    try await installation.drain()
    #expect(try await installation.dataset(id).failure?.code == .snapshotDamaged)
  }

  @Test func `of the same seed has the same content in another installation`() async throws {
    var hashes: Set<String> = []
    for _ in 1...2 {
      let installation = try await Installation()
      let id = try await installation.readyDataset()
      hashes.insert(try await installation.contentHash(of: id))
    }
    #expect(hashes.count == 1)
  }

  @Test func `of another seed has other content`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    var hashes: Set<String> = []
    for seed in UInt64(1)...2 {
      let requested = try await installation.requests.provision(
        ProvisionRequest(client: "Acme Bank", type: .jiraIssues, count: 30, seed: seed))
      try await installation.drain()
      hashes.insert(try await installation.contentHash(of: requested.dataset.id))
    }
    #expect(hashes.count == 2)
  }

  @Test func `is in the ledger from before its first byte`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(steps: [FailingStep(.writeSnapshot, Failure(.generationFailed, "no"))])
    #expect(try await installation.openLedger(of: id).contains(.snapshot))
  }
}

extension Installation {
  func contentHash(of id: Identifier<Dataset>) async throws -> String {
    try await #require(
      read { registry in
        try registry.dataset(id)?.currentSnapshotID.flatMap(registry.snapshot)?.contentHash
      })
  }
}
