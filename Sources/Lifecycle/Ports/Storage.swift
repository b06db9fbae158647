package import DataOpsCore

/// The registry, one transaction at a time.
///
/// State, audit entry, outbox event and next step commit together through one transaction object, or not at all.
package protocol Storage: Sendable {
  /// Runs `body` against one consistent state of the registry.
  ///
  /// - Throws: what `body` throws, or a ``Failure`` (`storage_…`).
  func read<Result: Sendable>(_ body: @escaping @Sendable (any RegistryReading) throws -> Result) async throws -> Result

  /// Runs `body` in a transaction that commits when it returns and leaves nothing behind when it throws.
  ///
  /// `body` may run more than once (a serialization failure is retried), so it must have no other effect.
  /// When this returns, the changes are durable.
  ///
  /// - Throws: what `body` throws, or a ``Failure`` (`storage_…`, `conflict` for a lost optimistic lock).
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result
}

/// What a transaction can read. Lists are ordered as said; limits bound what is held in memory.
package protocol RegistryReading {
  func registry() throws -> DatasetRegistry

  func client(_ id: Identifier<Client>) throws -> Client?
  /// Without regard to case; also finds a client by its slug.
  func client(named name: String) throws -> Client?
  /// By name.
  func clients() throws -> [Client]
  func credential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> SealedCredential?

  func dataset(_ id: Identifier<Dataset>) throws -> Dataset?
  /// Newest first.
  func datasets(_ filter: DatasetFilter) throws -> [Dataset]
  func liveDatasetCount(of client: Identifier<Client>) throws -> Int

  func template(_ id: Identifier<DatasetTemplate>) throws -> DatasetTemplate?

  func connector(_ id: Identifier<GleanConnector>) throws -> GleanConnector?
  /// Every connector ever made for this client, stage and type, archived ones too, oldest first: their names are taken.
  func connectors(of client: Identifier<Client>, stage: Stage, type: ConnectorType) throws -> [GleanConnector]

  /// Oldest first.
  func checks(of dataset: Identifier<Dataset>, limit: Int) throws -> [DataQualityCheck]
  /// Those of one operation, oldest first.
  func checks(of operation: Identifier<Operation>) throws -> [DataQualityCheck]

  func operation(_ id: Identifier<Operation>) throws -> Operation?
  /// Newest first.
  func operations(_ filter: OperationFilter) throws -> [Operation]
  /// Waiting operations whose `wakeAt` has come, oldest first.
  func dueOperations(at now: Timestamp, limit: Int) throws -> [Operation]
  func runningOperations() throws -> [Operation]
  /// By ordinal.
  func steps(of operation: Identifier<Operation>) throws -> [OperationStep]

  func snapshot(_ id: Identifier<Snapshot>) throws -> Snapshot?
  func archive(of dataset: Identifier<Dataset>) throws -> Archive?
  /// Newest first.
  func archives(client: Identifier<Client>?, limit: Int) throws -> [Archive]
  /// In the order planned.
  func ledger(of dataset: Identifier<Dataset>) throws -> [LedgerEntry]

  func lastAuditEvent() throws -> AuditEvent?
  /// By sequence, from the first after `sequence`.
  func auditEvents(after sequence: Int64, filter: AuditFilter, limit: Int) throws -> [AuditEvent]
  /// By sequence.
  func outbox(of dataset: Identifier<Dataset>) throws -> [OutboxEvent]
  /// Oldest first; all datasets' where `dataset` is nil.
  func manualActions(of dataset: Identifier<Dataset>?, openOnly: Bool) throws -> [ManualAction]
  func usageMetrics(of dataset: Identifier<Dataset>) throws -> [DatasetUsageMetric]
}

/// What a transaction can change, and read while doing so.
package protocol RegistryWriting: RegistryReading {
  /// - Throws: `already_exists` where the name or slug is taken.
  func insert(_ client: Client) throws
  func store(_ credential: SealedCredential) throws

  func insert(_ dataset: Dataset) throws
  /// Stores `dataset` with `version + 1` if the stored version is still `dataset.version`.
  ///
  /// - Throws: `conflict` if somebody else changed it meanwhile.
  func update(_ dataset: Dataset) throws
  /// Inserts or replaces by id.
  func store(_ template: DatasetTemplate) throws

  /// - Throws: `already_exists` where the datasource name is taken.
  func insert(_ connector: GleanConnector) throws
  /// As ``update(_:)-(Dataset)``.
  func update(_ connector: GleanConnector) throws

  func insert(_ check: DataQualityCheck) throws

  func insert(_ operation: Operation, steps: [OperationStep]) throws
  /// Stores `operation` if the stored fence is still `operation.fence`.
  ///
  /// - Throws: `conflict` if the operation was claimed by somebody else meanwhile.
  func update(_ operation: Operation) throws
  /// Claims a waiting operation (or a running one whose lease is over): gives it `lease`, marks it running and counts its fence up.
  ///
  /// - Returns: the operation as claimed, or nil if it is not to be had.
  func claim(_ id: Identifier<Operation>, lease: Lease, at now: Timestamp) throws -> Operation?
  /// Inserts or replaces by operation and name.
  func store(_ step: OperationStep) throws
  /// Sets the flag that a running operation looks at between steps; does not need its fence.
  func requestCancellation(of operation: Identifier<Operation>) throws

  /// Inserts or replaces by id.
  func store(_ snapshot: Snapshot) throws
  func deleteSnapshot(_ id: Identifier<Snapshot>) throws
  /// Inserts or replaces by dataset.
  func store(_ archive: Archive) throws
  /// Inserts or replaces by dataset, kind and name.
  func store(_ entry: LedgerEntry) throws

  /// Appends to the chain; `event.sequence` must be the last one's plus one.
  func append(_ event: AuditEvent) throws
  func enqueue(_ event: OutboxEvent) throws
  /// The sequence of a dataset's next outbox event, from 1.
  func nextOutboxSequence(of dataset: Identifier<Dataset>) throws -> Int64
  /// Inserts or replaces by id.
  func store(_ action: ManualAction) throws
  func record(_ metric: DatasetUsageMetric) throws
}

/// Which datasets a list wants; nil members do not restrict.
package struct DatasetFilter: Hashable, Sendable {
  package var clientID: Identifier<Client>?
  package var stage: Stage?
  package var status: DatasetStatus?
  package var type: DatasetType?
  package var name: String?
  package var limit: Int

  package init(
    clientID: Identifier<Client>? = nil, stage: Stage? = nil, status: DatasetStatus? = nil, type: DatasetType? = nil,
    name: String? = nil, limit: Int = 1000
  ) {
    self.clientID = clientID
    self.stage = stage
    self.status = status
    self.type = type
    self.name = name
    self.limit = limit
  }
}

/// Which operations a list wants; nil members do not restrict.
package struct OperationFilter: Hashable, Sendable {
  package var datasetID: Identifier<Dataset>?
  package var kind: OperationKind?
  /// Only those that are not finished.
  package var unfinishedOnly: Bool
  package var limit: Int

  package init(
    datasetID: Identifier<Dataset>? = nil, kind: OperationKind? = nil, unfinishedOnly: Bool = false, limit: Int = 1000
  ) {
    self.datasetID = datasetID
    self.kind = kind
    self.unfinishedOnly = unfinishedOnly
    self.limit = limit
  }
}

/// Which audit events a list wants; nil members do not restrict.
package struct AuditFilter: Hashable, Sendable {
  package var datasetID: Identifier<Dataset>?
  package var clientID: Identifier<Client>?
  package var action: AuditAction?

  package init(
    datasetID: Identifier<Dataset>? = nil, clientID: Identifier<Client>? = nil, action: AuditAction? = nil
  ) {
    self.datasetID = datasetID
    self.clientID = clientID
    self.action = action
  }
}
