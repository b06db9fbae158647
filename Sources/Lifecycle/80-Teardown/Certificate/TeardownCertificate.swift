package import DataOpsCore

/// What a teardown made an end of: every resource that the dataset ever had outside of the registry, and how its end was seen.
package struct TeardownCertificate: Sendable, Hashable, Codable {
  package static let currentFormat = 1

  package let format: Int
  package let issuedAt: Timestamp
  package let dataset: Subject
  package let teardown: Teardown
  /// What is kept; nil where the dataset was never archived.
  package let archive: KeptArchive?
  /// In the order in which they were planned.
  package let resources: [Resource]
  /// Where the audit trail ended when this was written; what it says before that cannot be changed any more unseen.
  package let audit: AuditPosition

  /// Whether nothing of the dataset is left but its archive.
  package var isComplete: Bool { !resources.contains { $0.end == .remains } }

  package init(
    issuedAt: Timestamp, dataset: Subject, teardown: Teardown, archive: KeptArchive?, resources: [Resource],
    audit: AuditPosition
  ) {
    format = Self.currentFormat
    self.issuedAt = issuedAt
    self.dataset = dataset
    self.teardown = teardown
    self.archive = archive
    self.resources = resources
    self.audit = audit
  }

  package struct Subject: Sendable, Hashable, Codable {
    package let id: Identifier<Dataset>
    package let name: String
    package let type: DatasetType
    package let stage: Stage
    package let client: String
    package let clientID: Identifier<Client>
    package let createdAt: Timestamp
    package let archivedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
      case id, name, type, stage, client
      case clientID = "client_id"
      case createdAt = "created_at"
      case archivedAt = "archived_at"
    }
  }

  package struct Teardown: Sendable, Hashable, Codable {
    package let operationID: Identifier<Operation>
    package let requestedBy: Actor
    package let reason: String?

    enum CodingKeys: String, CodingKey {
      case operationID = "operation_id"
      case requestedBy = "requested_by"
      case reason
    }
  }

  package struct KeptArchive: Sendable, Hashable, Codable {
    package let key: String
    package let sha256: String
    package let records: Int
    package let verifiedAt: Timestamp?
    package let keptUntil: Timestamp

    enum CodingKeys: String, CodingKey {
      case key, sha256, records
      case verifiedAt = "verified_at"
      case keptUntil = "kept_until"
    }
  }

  package struct Resource: Sendable, Hashable, Codable {
    package let kind: ResourceKind
    package let name: String
    package let madeBy: Identifier<Operation>
    package let plannedAt: Timestamp
    package let end: End
    package let verifiedAt: Timestamp
    /// What was looked at, in a sentence.
    package let evidence: String

    package enum End: String, Sendable, Hashable, Codable {
      /// Seen to be gone.
      case gone
      /// Part of the archive.
      case archived
      /// Another dataset has it, by a restore.
      case passedOn = "passed_on"
      /// Empty, and only a person can remove it.
      case remains
    }

    enum CodingKeys: String, CodingKey {
      case kind, name, end, evidence
      case madeBy = "made_by"
      case plannedAt = "planned_at"
      case verifiedAt = "verified_at"
    }
  }

  package struct AuditPosition: Sendable, Hashable, Codable {
    package let sequence: Int64
    package let hash: String
  }

  enum CodingKeys: String, CodingKey {
    case format, dataset, teardown, archive, resources, audit
    case issuedAt = "issued_at"
  }
}
