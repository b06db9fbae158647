internal import DataOpsCore

extension Repair {
  /// Releases a ledger entry whose resource is seen to be gone.
  ///
  /// - Throws: `cleanup_incomplete` where it is still there.
  func releaseEntry() async throws(Failure) -> Finding.Standing {
    guard let kind = finding.subject.resourceKind, let name = finding.subject.resource,
      let id = finding.subject.datasetID
    else { return .open }
    guard try await reconciler.read({ try $0.owner(of: id) }) == nil else { return .settled }
    try await requireGone(kind, name)
    let journal = journal()
    return try await requests.write { registry in
      guard let dataset = try idleDataset(in: registry), dataset.isCleaned,
        var entry = try registry.ledger(of: id).first(where: { $0.kind == kind && $0.name == name }),
        entry.releasedAt == nil
      else { return .settled }
      entry.releasedAt = journal.now
      try registry.store(entry)
      try note(["released": .string(kind.rawValue)], journal, in: registry)
      return .repaired
    }
  }

  private func requireGone(_ kind: ResourceKind, _ name: String) async throws(Failure) {
    let remains: Bool
    switch kind {
    case .datasource, .documents, .identities: remains = try await searchHolds(kind, name)
    case .snapshot, .archive:
      guard let id = Identifier<Snapshot>(name), kind == .snapshot else { return }
      remains = try await !services.objects.list(under: .snapshot(id)).isEmpty
    }
    guard remains else { return }
    throw Failure(
      .cleanupIncomplete, "the \(kind.noun) '\(name)' of dataset '\(finding.subject.name)' is still there",
      remedy: "Remove it by hand, and repair again.")
  }

  private func searchHolds(_ kind: ResourceKind, _ datasource: String) async throws(Failure) -> Bool {
    let id = finding.subject.clientID
    guard let client = try await reconciler.read({ registry in try id.flatMap(registry.client) }) else { return true }
    let index = try await services.connections.index(for: client)
    guard try await index.registration(of: datasource) != nil else { return false }
    guard kind != .datasource else { return true }
    let status = try await index.status(of: datasource)
    return kind == .documents ? !status.hasNoDocuments : !status.countsNoIdentities
  }

  /// Deletes a snapshot of which there is neither a row nor an operation that writes it; the manifest goes first, as it
  /// came last.
  ///
  /// Nothing can come to own it between the transaction and the deletion: an operation names its snapshot by its own
  /// id, and a dataset or archive gets only one that has a row. One that was half written and is complete now is left
  /// alone.
  func deleteSnapshot() async throws(Failure) -> Finding.Standing {
    let parts = finding.subject.resource?.split(separator: "/").map(String.init) ?? []
    guard parts.count >= 2, let id = Identifier<Snapshot>(parts[1]) else { return .open }
    let wasComplete = parts.count == 3
    let journal = journal()
    let isOurs = try await requests.write { registry in
      guard try registry.snapshot(id) == nil, try !Self.isBeingWritten(id, in: registry) else { return false }
      try note(["delete": .string(ObjectKey.snapshot(id).description)], journal, in: registry)
      return true
    }
    guard isOurs else { return .settled }
    if wasComplete {
      try await services.objects.delete(.manifest(of: id))
    } else if try await services.objects.contains(.manifest(of: id)) {
      return .settled
    }
    try await services.objects.deleteAll(under: .snapshot(id))
    return .repaired
  }

  private static func isBeingWritten(_ id: Identifier<Snapshot>, in registry: any RegistryReading) throws -> Bool {
    var last: Identifier<Operation>?
    repeat {
      let page = try registry.operations(OperationFilter(unfinishedOnly: true, after: last, limit: Reconciler.page))
      if page.contains(where: { WriteSnapshotStep.snapshotID(for: $0) == id }) { return true }
      last = page.count == Reconciler.page ? page.last?.id : nil
    } while last != nil
    return false
  }
}
