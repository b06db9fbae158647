package import DataOpsCore

/// What the archive of a dataset says: everything that is needed to prove what it was, and to bring it back.
package struct ArchiveDocument: Sendable, Codable, Equatable {
  package static let currentFormat = 1
  /// Largest document that is read, in bytes.
  package static let maximumBytes = 64 << 20

  package let format: Int
  package let dataset: Dataset
  package let client: Client
  package let connector: GleanConnector?
  package let template: DatasetTemplate?
  package let snapshot: Snapshot?
  package let checks: [DataQualityCheck]
  package let operations: [Operation]
  package let ledger: [LedgerEntry]
  /// The dataset's part of the audit trail, up to the archiving.
  package let audit: [AuditEvent]
  package let archivedAt: Timestamp

  /// Sorted keys, so that the same content has the same bytes and hash.
  package func encoded() throws(Failure) -> [UInt8] {
    do { return try CanonicalJSON.bytes(of: self) } catch {
      throw Failure(.internalError, "the archive of dataset \(dataset.id) cannot be written")
    }
  }

  /// - Throws: `archive_damaged`; `storage_newer` for a format of a later version.
  package init(decoding bytes: [UInt8]) throws(Failure) {
    struct Header: Decodable { let format: Int }
    do {
      let format = try CanonicalJSON.value(Header.self, from: bytes).format
      guard format == Self.currentFormat else {
        throw Failure(
          .storageNewer, "the archive has format \(format); this version reads \(Self.currentFormat)",
          remedy: "Use the version that wrote it, or a later one.")
      }
      self = try CanonicalJSON.value(ArchiveDocument.self, from: bytes)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.archiveDamaged, "the archive document cannot be read")
    }
  }

  package init(
    dataset: Dataset, client: Client, connector: GleanConnector?, template: DatasetTemplate?, snapshot: Snapshot?,
    checks: [DataQualityCheck], operations: [Operation], ledger: [LedgerEntry], audit: [AuditEvent],
    archivedAt: Timestamp
  ) {
    self.format = Self.currentFormat
    self.dataset = dataset
    self.client = client
    self.connector = connector
    self.template = template
    self.snapshot = snapshot
    self.checks = checks
    self.operations = operations
    self.ledger = ledger
    self.audit = audit
    self.archivedAt = archivedAt
  }
}
