import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import Testing
import _DataOpsTestKit

/// Glean documents that counts of uploads are up to three hours old.
@Suite struct `With counts that are three hours old` {
  /// Runs `body` with a READY dataset at a Glean whose counts were made just before it was.
  private func withReadyDataset(
    _ body: (Installation, Identifier<Dataset>) async throws -> Void
  ) async throws {
    try await OwnGlean.run(uploadedCountAge: DatasourceStatus.oldestCount) { glean in
      let installation = try await Installation()
      _ = try await installation.addClient(at: glean.url)
      let id = try await installation.requestIssues(count: 30).dataset.id
      try await installation.drain()
      #expect(try await installation.dataset(id).status == .ready)
      glean.clock.advance(by: DatasourceStatus.oldestCount)
      try await body(installation, id)
    }
  }

  @Test func `a teardown finishes with proof, without waiting for them`() async throws {
    try await withReadyDataset { installation, id in
      let began = installation.time.now()
      _ = try await installation.requests.teardown(id, grace: .zero)
      try await installation.drain()
      let status = try await installation.searchStatus(of: id)
      #expect(status.uploaded == 30, "the counts are old")
      #expect(status.indexed == 0)
      #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
      #expect(installation.time.now() - began < .seconds(120))
    }
  }

  @Test func `a certificate says that documents went by what is indexed, and people by asking for them`() async throws {
    try await withReadyDataset { installation, id in
      _ = try await installation.requests.teardown(id, grace: .zero)
      try await installation.drain()
      let bytes = try await installation.services.objects.get(
        .certificate(of: id), maximumBytes: SignedCertificate.maximumBytes)
      let certificate = try SignedCertificate(verifying: bytes, signedBy: installation.services.signer).certificate
      let evidence = Dictionary(certificate.resources.map { ($0.kind, $0.evidence) }) { $1 }
      #expect(evidence[.documents] == "the search system reports 0 documents indexed, and none under way")
      #expect(
        evidence[.identities] == "the search system deleted people and groups; asked for 25 people, it knows nobody")
    }
  }

  @Test func `a teardown is not fooled by counts from before anything was uploaded`() async throws {
    try await OwnGlean.run(uploadedCountAge: DatasourceStatus.oldestCount) { glean in
      let installation = try await Installation()
      let client = try await installation.addClient(at: glean.url)
      let id = try await installation.requestIssues(count: 30).dataset.id
      try await installation.drain()
      #expect(try await installation.searchStatus(of: id).uploaded == 0, "the counts are old")
      _ = try await installation.requests.teardown(id, grace: .zero)
      // The clock goes on while it waits, and no heart beats by it.
      var policy = installation.services.policy
      policy.lease = .seconds(3600)
      try await installation.work(
        search: SearchWatch { call throws(Failure) in
          guard case .status = call else { return }
          // Somebody uploads again what was deleted.
          try await installation.sendPeople(of: id, client)
        }, policy: policy)
      let operation = try await installation.newestOperation(on: id)
      #expect(operation.failure?.code == .cleanupIncomplete)
      #expect(operation.failure?.message.hasSuffix("still holds people that were sent") == true)
      #expect(try await installation.dataset(id).cleanupVerifiedAt == nil)
    }
  }

  @Test func `a look at people that were sent is at most 25 requests`() async throws {
    try await withReadyDataset { installation, id in
      _ = try await installation.requests.teardown(id, grace: .zero)
      let asked = Counter(25)
      try await installation.work(
        search: SearchWatch { call in
          if case .knows = call { #expect(asked.take()) }
        })
      #expect(!asked.take())
    }
  }

  @Test func `a teardown without its template asks for the probe`() async throws {
    try await withReadyDataset { installation, id in
      let pin = try #require(try await installation.dataset(id).template)
      try installation.flipByte(in: .template(hash: pin.contentHash))
      _ = try await installation.requests.teardown(id, grace: .zero)
      let asked = Counter(1)
      try await installation.work(
        search: SearchWatch { call in
          guard case .knows(let email) = call else { return }
          #expect(email.hasPrefix("dataops.probe@"))
          #expect(asked.take())
        })
      #expect(try await installation.dataset(id).cleanupVerifiedAt != nil)
    }
  }

  @Test func `a reconciliation after a teardown finds nothing`() async throws {
    try await withReadyDataset { installation, id in
      _ = try await installation.requests.teardown(id, grace: .zero)
      try await installation.drain()
      #expect(try await installation.reconcile().findings.isEmpty)
    }
  }
}

extension Installation {
  /// Sends the people of a dataset to its datasource, as its connector did.
  fileprivate func sendPeople(of id: Identifier<Dataset>, _ client: Client) async throws(Failure) {
    do {
      let dataset = try await dataset(id)
      let template = try await PinnedTemplate.open(for: dataset, objects: services.objects)
      let source = try RecordSource(template: template, dataset: dataset, client: client)
      try await services.connections.index(for: client).replaceIdentities(
        ConnectorIdentities(source: source, stage: dataset.stage).identities,
        in: try await connector(of: id).datasource, uploadID: "again-\(services.identifiers.next(Snapshot.self))")
    } catch { throw Failure(wrapping: error) }
  }
}
