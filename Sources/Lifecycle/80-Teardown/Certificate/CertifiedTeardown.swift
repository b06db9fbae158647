package import DataOpsCore

/// The certificate of a dataset's teardown, as it was written and as it stands.
///
/// What a person confirmed since is in a second certificate that names the first by its hash. It follows from the first one, the
/// confirmation and the audit trail, and is signed when it is asked for: the same bytes each time.
package struct CertifiedTeardown: Sendable {
  /// The document that the teardown wrote.
  package let written: [UInt8]
  package let first: SignedCertificate
  /// Nil where nothing was confirmed since.
  package let completed: SignedCertificate?

  package var newest: SignedCertificate { completed ?? first }

  /// - Throws: `not_found` where the dataset has no certificate; `archive_damaged` where it was changed, or another key signed it.
  package init(
    of dataset: Dataset, in storage: any Storage, _ objects: any ObjectFiles, signer: CertificateSigner
  ) async throws(Failure) {
    let key = ObjectKey.certificate(of: dataset.id)
    guard try await objects.contains(key) else {
      throw Failure(
        .notFound, "dataset '\(dataset.name)' has no teardown certificate; it is \(dataset.status.display)",
        remedy: "It is written when nothing of the dataset is left in search: dataops dataset show \(dataset.id)")
    }
    let written = try await objects.get(key, maximumBytes: SignedCertificate.maximumBytes)
    let first = try SignedCertificate(verifying: written, signedBy: signer)
    let certificate: TeardownCertificate?
    do {
      certificate = try await storage.read { registry in
        try Self.completed(first.certificate, hash: Digest.sha256(written), in: registry)
      }
    } catch { throw Failure(wrapping: error) }
    self.written = written
    self.first = first
    if let certificate {
      completed = try SignedCertificate(certificate, by: signer)
    } else {
      completed = nil
    }
  }

  private static func completed(
    _ certificate: TeardownCertificate, hash: String, in registry: any RegistryReading
  ) throws -> TeardownCertificate? {
    guard !certificate.isComplete else { return nil }
    let id = certificate.dataset.id
    let actions = try registry.manualActions(of: id, openOnly: false)
    guard
      let action = actions.first(where: { action in
        action.kind == .removeRegistration && action.confirmedAt.map { $0 >= certificate.issuedAt } ?? false
      })
    else { return nil }
    let confirmations = try registry.auditEvents(
      after: certificate.audit.sequence, filter: AuditFilter(datasetID: id, action: .manualActionConfirmed), limit: 100)
    guard let told = confirmations.first(where: { $0.subject == "manual action \(action.id)" }) else { return nil }
    return certificate.completed(by: action, hash: hash, audit: .init(sequence: told.sequence, hash: told.hash))
  }
}
