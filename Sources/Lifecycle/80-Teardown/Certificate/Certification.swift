internal import DataOpsCore

/// Writes the certificate of a teardown beside the archive; writing it again replaces it.
struct Certification: Sendable {
  private let work: StepWork
  private let inspection: CleanupInspection

  init(_ work: StepWork, _ inspection: CleanupInspection) {
    self.work = work
    self.inspection = inspection
  }

  /// - Returns: the SHA-256 of the document; nil where the operation is no teardown, such as a provision that is undone.
  func write() async throws(Failure) -> String? {
    guard work.operation.kind == .teardown else { return nil }
    let certificate: TeardownCertificate
    do {
      certificate = try await work.services.storage.read { try describe($0) }
    } catch { throw Failure(wrapping: error) }
    let bytes = try SignedCertificate(certificate, by: work.services.signer).encoded()
    try await work.services.objects.put(bytes, at: .certificate(of: work.dataset.id))
    return Digest.sha256(bytes)
  }

  private func describe(_ registry: any RegistryReading) throws -> TeardownCertificate {
    let (dataset, client, operation) = (work.dataset, work.client, work.operation)
    let last = try registry.lastAuditEvent()
    return TeardownCertificate(
      issuedAt: inspection.seenAt,
      dataset: .init(
        id: dataset.id, name: dataset.name, type: dataset.type, stage: dataset.stage, client: client.name,
        clientID: client.id, createdAt: dataset.createdAt, archivedAt: dataset.archivedAt),
      teardown: .init(operationID: operation.id, requestedBy: operation.requestedBy, reason: operation.reason),
      archive: try registry.archive(of: dataset.id).map { archive in
        .init(
          key: archive.key, sha256: archive.hash, records: archive.recordCount, verifiedAt: archive.verifiedAt,
          keptUntil: archive.keepUntil)
      },
      resources: try registry.ledger(of: dataset.id).map(resource),
      audit: .init(sequence: last?.sequence ?? 0, hash: last?.hash ?? ""))
  }

  private func resource(_ entry: LedgerEntry) -> TeardownCertificate.Resource {
    let now = inspection.finding(entry)
    // What is there is not gone, whoever has said so.
    let earlier = now.end == .remains ? nil : entry.releasedAt
    let finding =
      earlier == nil
      ? now : CleanupInspection.Finding(end: .gone, evidence: "seen to be gone in an earlier cleanup")
    let seenAt = earlier ?? inspection.seenAt
    return .init(
      kind: entry.kind, name: entry.name, madeBy: entry.operationID, plannedAt: entry.plannedAt, end: finding.end,
      verifiedAt: seenAt, evidence: finding.evidence)
  }
}
