import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import Testing

@Suite struct `A provision with a fault` {
  @Test(arguments: try await FaultMatrix.tornDown)
  func `ends as the fault's meaning says, and its teardown leaves nothing`(_ fault: FaultCase) async throws {
    let world = try await FaultyWorld()
    let id = try await provision(fault, in: world)
    try await world.serve { visit in
      try await expectWhole(id, visit)
      _ = try await visit.requests.teardown(id, grace: .zero)
      try await visit.drain()
      try await expectGone(id, visit)
    }
  }

  @Test(arguments: try await FaultMatrix.retried)
  func `that failed comes to READY by a retry without it`(_ fault: FaultCase) async throws {
    let world = try await FaultyWorld()
    let id = try await provision(fault, in: world)
    try await world.serve { visit in
      _ = try await visit.requests.retry(id)
      try await visit.drain()
      let dataset = try await world.installation.dataset(id)
      #expect(dataset.status == .ready, "\(dataset.failure?.description ?? "")")
      try await expectWhole(id, visit)
    }
  }

  /// Provisions while the fault is there, and looks at how that ended.
  private func provision(_ fault: FaultCase, in world: FaultyWorld) async throws -> Identifier<Dataset> {
    try await world.serve(fault.script) { visit in
      let requested = try await visit.requestProvision()
      try await visit.drain()
      #expect(visit.server.faultTallies.allSatisfy { $0.injected > 0 }, "the fault never came")
      let dataset = try await world.installation.dataset(requested.dataset.id)
      let operation = try await world.installation.operation(requested.operation.id)
      switch fault.expected {
      case .ready:
        #expect(dataset.status == .ready, "\(String(describing: dataset.failure))")
        #expect(operation.status == .succeeded)
        #expect(dataset.failure == nil)
      case .failed(let code, let step):
        #expect(dataset.status == .failed)
        #expect(operation.status == .failed)
        let failure = try #require(dataset.failure)
        #expect(failure.code == code, "\(failure)")
        #expect(failure.step == step, "\(failure)")
        #expect(failure.remedy?.isEmpty == false)
        #expect(operation.failure == failure)
      }
      return dataset.id
    }
  }

  /// What exists is what the ledger says; of a READY dataset that is its records, each once.
  private func expectWhole(_ id: Identifier<Dataset>, _ visit: FaultyWorld.Visit) async throws {
    let dataset = try await visit.world.installation.dataset(id)
    let contents = try await visit.contents()
    let open = try await openLedger(of: id, visit)
    let existing = Set(contents.datasources.flatMap(Self.resources))
    #expect(existing.subtracting(open).isEmpty, "the ledger does not know of \(existing.subtracting(open))")
    if dataset.status == .ready {
      #expect(existing == open, "the ledger knows of \(open.subtracting(existing)), which is not there")
      let datasource = try #require(contents.datasources.first)
      let expected = try await visit.expectedDocuments(of: dataset)
      #expect(datasource.documents == expected)
      #expect(datasource.indexed == FaultyWorld.records)
      #expect(datasource.openUploads.isEmpty)
      let identities = try await identities(of: dataset, visit)
      #expect(
        [datasource.users, datasource.groups, datasource.memberships] == [
          identities.users.count, identities.groups.count, identities.groups.map(\.memberEmails.count).reduce(0, +),
        ])
    }
    #expect(try await visit.reconcile().isEmpty)
  }

  private func expectGone(_ id: Identifier<Dataset>, _ visit: FaultyWorld.Visit) async throws {
    let dataset = try await visit.world.installation.dataset(id)
    #expect(dataset.status == .archived, "\(dataset.failure?.description ?? "")")
    #expect(dataset.cleanupVerifiedAt != nil)
    let contents = try await visit.contents()
    #expect(contents.datasources.filter { !$0.isEmpty || !$0.openUploads.isEmpty } == [])
    // The empty registration is a person's to remove, and stays in the ledger until then.
    let open = try await openLedger(of: id, visit)
    #expect(open == Set(contents.datasources.map { "datasource \($0.name)" }))
    #expect(try await visit.reconcile().isEmpty)
  }

  private static func resources(in datasource: SearchContents.Datasource) -> [String] {
    ["datasource \(datasource.name)"] + (datasource.documents.isEmpty ? [] : ["documents \(datasource.name)"])
      + (datasource.hasIdentities ? ["identities \(datasource.name)"] : [])
  }

  /// What may exist in search, by the ledger.
  private func openLedger(of id: Identifier<Dataset>, _ visit: FaultyWorld.Visit) async throws -> Set<String> {
    let entries = try await visit.world.installation.ledger(of: id)
    return Set(
      entries.filter { $0.releasedAt == nil && $0.kind != .snapshot && $0.kind != .archive }
        .map { "\($0.kind.rawValue) \($0.name)" })
  }

  private func identities(of dataset: Dataset, _ visit: FaultyWorld.Visit) async throws -> SearchIdentities {
    let client = try await visit.world.installation.client(of: dataset.id)
    let template = try await PinnedTemplate.open(for: dataset, objects: visit.services.objects)
    let source = try RecordSource(template: template, dataset: dataset, client: client)
    return ConnectorIdentities(source: source, stage: dataset.stage).identities
  }
}
