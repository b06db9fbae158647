internal import DataOpsCore

/// Repairs one finding, after a second look in the transaction that does it.
struct Repair: Sendable {
  let reconciler: Reconciler
  let reconciliation: Identifier<Reconciliation>
  let finding: Finding

  var services: Services { reconciler.services }
  var requests: Requests { reconciler.requests }

  /// - Returns: `settled` where it fits by now, or an operation has taken it in hand.
  func run() async throws(Failure) -> Finding.Standing {
    switch finding.kind {
    case .datasetWithoutOperation: try await takeUpDataset()
    case .documentsLeft, .connectorWithoutDataset: try await removeFromSearch()
    case .ledgerLeftOpen: try await releaseEntry()
    case .snapshotWithoutRegistry: try await deleteSnapshot()
    case .operationStuck, .leaseExpired, .datasetWithoutConnector, .snapshotMissing, .archiveMissing,
      .archiveWithoutDataset, .datasourceMissing, .countDiffers, .searchUnreachable:
      .open
    }
  }

  func journal() -> Journal {
    requests.journal(
      reason: "reconciliation: \(finding.message)", now: services.time.now(), requestID: reconciliation.description)
  }

  /// The entry that says what was found and what was done about it.
  func note(_ done: JSON, _ journal: Journal, in registry: any RegistryWriting) throws {
    let subject = finding.subject
    let name = subject.datasetID.map { "dataset \($0)" } ?? subject.name
    try journal.note(
      .reconciled, name, client: subject.clientID, dataset: subject.datasetID,
      before: ["finding": .string(finding.kind.rawValue), "resource": subject.resource.map { .string($0) } ?? .null],
      after: done, in: registry)
  }

  /// The dataset as it is now, where no unfinished operation owns it; reconciliations of the same client wait for each
  /// other.
  func idleDataset(in registry: any RegistryWriting) throws -> Dataset? {
    guard let id = finding.subject.datasetID, let client = finding.subject.clientID else { return nil }
    try registry.lock(client)
    guard let dataset = try registry.dataset(id), try registry.owner(of: id) == nil else { return nil }
    return dataset
  }
}

extension Reconciler {
  /// Repairs what can be, and says of each how that went. The ledger comes last: what other repairs delete is gone
  /// then.
  func repair(_ result: inout Reconciliation) async throws(Failure) {
    let repairable = result.findings.indices.filter { result.findings[$0].repair != nil }
    let ledger = repairable.filter { result.findings[$0].kind == .ledgerLeftOpen }
    for index in repairable.filter({ !ledger.contains($0) }) + ledger {
      let repair = Repair(reconciler: self, reconciliation: result.id, finding: result.findings[index])
      do { result.findings[index].standing = try await repair.run() } catch {
        guard error.code != .interrupted else { throw error }
        result.findings[index].standing = .failed
        result.findings[index].failure = error
      }
    }
  }
}
