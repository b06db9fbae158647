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
  /// What a person has done since; nil in the certificate that the teardown wrote.
  package let completion: Completion?

  /// Whether nothing of the dataset is left but its archive.
  package var isComplete: Bool { !resources.contains { $0.end == .remains } }

  package init(
    issuedAt: Timestamp, dataset: Subject, teardown: Teardown, archive: KeptArchive?, resources: [Resource],
    audit: AuditPosition, completion: Completion? = nil
  ) {
    format = Self.currentFormat
    self.issuedAt = issuedAt
    self.dataset = dataset
    self.teardown = teardown
    self.archive = archive
    self.resources = resources
    self.audit = audit
    self.completion = completion
  }

  /// This certificate after a person has removed the registration that it says remains.
  ///
  /// - Parameters:
  ///   - hash: the SHA-256 of this one as it was written.
  ///   - audit: where the audit trail tells of the confirmation.
  /// - Returns: nil where nothing remains that the action is about, or the action was not confirmed since.
  func completed(by action: ManualAction, hash: String, audit: AuditPosition) -> TeardownCertificate? {
    guard action.kind == .removeRegistration, let confirmedAt = action.confirmedAt, confirmedAt >= issuedAt,
      let confirmedBy = action.confirmedBy, resources.contains(where: { $0.remains(as: action.subject) })
    else { return nil }
    return TeardownCertificate(
      issuedAt: confirmedAt, dataset: dataset, teardown: teardown, archive: archive,
      resources: resources.map { $0.remains(as: action.subject) ? $0.removed(at: confirmedAt, by: confirmedBy) : $0 },
      audit: audit,
      completion: Completion(
        completes: hash, manualActionID: action.id, confirmedAt: confirmedAt, confirmedBy: confirmedBy,
        confirmation: action.confirmation ?? ""))
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
      /// It was empty, and a person says to have removed it.
      case removed
    }

    func remains(as name: String) -> Bool { kind == .datasource && end == .remains && self.name == name }

    func removed(at confirmedAt: Timestamp, by actor: Actor) -> Resource {
      Resource(
        kind: kind, name: name, madeBy: madeBy, plannedAt: plannedAt, end: .removed, verifiedAt: confirmedAt,
        evidence: "seen to be empty at \(verifiedAt); \(actor) confirmed that its registration was removed")
    }

    enum CodingKeys: String, CodingKey {
      case kind, name, end, evidence
      case madeBy = "made_by"
      case plannedAt = "planned_at"
      case verifiedAt = "verified_at"
    }
  }

  package struct Completion: Sendable, Hashable, Codable {
    /// SHA-256 of the certificate that this one completes, over its file.
    package let completes: String
    package let manualActionID: Identifier<ManualAction>
    package let confirmedAt: Timestamp
    package let confirmedBy: Actor
    /// What the person said.
    package let confirmation: String

    enum CodingKeys: String, CodingKey {
      case completes, confirmation
      case manualActionID = "manual_action_id"
      case confirmedAt = "confirmed_at"
      case confirmedBy = "confirmed_by"
    }
  }

  package struct AuditPosition: Sendable, Hashable, Codable {
    package let sequence: Int64
    package let hash: String
  }

  enum CodingKeys: String, CodingKey {
    case format, dataset, teardown, archive, resources, audit, completion
    case issuedAt = "issued_at"
  }
}
