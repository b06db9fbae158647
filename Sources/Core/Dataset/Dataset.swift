/// One type of content for one client in one stage, behind one connector (seed, "Dataset Entity").
///
/// The aggregate is a value that decides: ``handle(_:at:)`` takes a command and gives events, ``apply(_:)`` takes an event in.
package struct Dataset: Hashable, Sendable, Codable {
  package let id: Identifier<Dataset>
  package var name: String
  package let type: DatasetType
  package let stage: Stage
  package let clientID: Identifier<Client>
  package var journeyID: Identifier<Journey>?
  package var status: DatasetStatus
  package let createdAt: Timestamp
  package var readyAt: Timestamp?
  package var lastReadyAt: Timestamp?
  package var archivedAt: Timestamp?
  package var cleanupVerifiedAt: Timestamp?
  package var expiresAt: Timestamp?
  package let source: DataSource
  package var metadata: DatasetMetadata
  /// The template that it is made from, pinned by version and hash; nil for ingested data.
  package var template: TemplatePin?
  /// The seed of the generated world; a restored dataset keeps that of the archived one.
  package let seed: UInt64
  /// How many records there should be: wanted by the request, or given by the source before sanitizing.
  package var expectedRecordCount: Int
  package var recordCount: Int?
  package var sizeBytes: Int64?
  package var qualityScore: QualityScore?
  package var health: DatasetHealth
  package var failure: Failure?
  package var deletionProtected: Bool
  package var connectorID: Identifier<GleanConnector>?
  package var currentSnapshotID: Identifier<Snapshot>?
  /// The archive that this dataset was brought back from.
  package let restoredFrom: Identifier<Dataset>?
  package var labels: [String: String]
  /// Counts changes; the optimistic lock and the ETag.
  package var version: Int

  package init(
    id: Identifier<Dataset>, name: String, type: DatasetType, stage: Stage, clientID: Identifier<Client>,
    source: DataSource, metadata: DatasetMetadata, template: TemplatePin?, seed: UInt64, expectedRecordCount: Int,
    expiresAt: Timestamp? = nil, labels: [String: String] = [:], deletionProtected: Bool = false,
    journeyID: Identifier<Journey>? = nil, restoredFrom: Identifier<Dataset>? = nil, createdAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.stage = stage
    self.clientID = clientID
    self.journeyID = journeyID
    self.status = .provisioning
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.source = source
    self.metadata = metadata
    self.template = template
    self.seed = seed
    self.expectedRecordCount = expectedRecordCount
    self.health = .unknown
    self.deletionProtected = deletionProtected
    self.restoredFrom = restoredFrom
    self.labels = labels
    self.version = 1
  }

  /// The `ETag` of this version (RFC 9110 §8.8.3).
  package var entityTag: String { "\"\(version)\"" }
}

/// The template that a dataset was made from, as it was then.
package struct TemplatePin: Hashable, Sendable, Codable {
  package let id: Identifier<DatasetTemplate>
  /// The path under the library's root.
  package let path: String
  package let version: String
  /// SHA-256 of the file, hexadecimal.
  package let contentHash: String

  package init(id: Identifier<DatasetTemplate>, path: String, version: String, contentHash: String) {
    self.id = id
    self.path = path
    self.version = version
    self.contentHash = contentHash
  }
}

/// A client's way through the stages; owned by another system, known here by its id only.
package enum Journey: Sendable {}
