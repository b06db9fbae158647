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
  /// What two transactions must not do at once, each guards: datasets and connectors by their versions, operations by their
  /// fences, the rest by ``RegistryWriting/lock(_:)`` and its like.
  ///
  /// - Throws: what `body` throws, or a ``Failure`` (`storage_…`, `conflict` for a lost optimistic lock).
  func write<Result: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result

  /// Gives an element whenever there may be new work, whoever made it; a hint, which can be lost.
  func workAnnouncements() -> AsyncStream<Void>
}

/// What the end of a transaction promises.
package enum Durability: Sendable {
  /// It is kept whatever happens.
  case durable
  /// It may be lost when a machine fails, and with it nothing that anybody was told or goes by: what a budget has left.
  case relaxed
}

extension Storage {
  /// A durable transaction.
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result {
    try await write(.durable, body)
  }
}

/// What a transaction can read. Lists are ordered as said; limits bound what is held in memory.
package protocol RegistryReading: GovernanceReading, CredentialReading, ManualActionReading, MonitoringReading {
  func registry() throws -> DatasetRegistry

  func client(_ id: Identifier<Client>) throws -> Client?
  /// Those of these that there are, in any order.
  func clients(_ ids: Set<Identifier<Client>>) throws -> [Client]
  /// Without regard to case; also finds a client by its slug.
  func client(named name: String) throws -> Client?
  /// By name.
  func clients() throws -> [Client]
  func clientCount() throws -> Int

  func dataset(_ id: Identifier<Dataset>) throws -> Dataset?
  /// Newest first.
  func datasets(_ filter: DatasetFilter) throws -> [Dataset]
  /// Those of these that there are, in any order.
  func datasets(_ ids: Set<Identifier<Dataset>>) throws -> [Dataset]
  /// How many there are of each status; the filter's `after` and `limit` do not restrict.
  func datasetCounts(_ filter: DatasetFilter) throws -> [DatasetStatus: Int]
  /// READY and FAILED ones whose time is over and that are not protected, those that expired first before the others.
  func expired(at now: Timestamp, limit: Int) throws -> [Dataset]
  func liveDatasetCount(of client: Identifier<Client>) throws -> Int

  func template(_ id: Identifier<DatasetTemplate>) throws -> DatasetTemplate?

  func connector(_ id: Identifier<GleanConnector>) throws -> GleanConnector?
  /// Every connector ever made for this client, stage and type, archived ones too, oldest first: their names are taken.
  func connectors(of client: Identifier<Client>, stage: Stage, type: ConnectorType) throws -> [GleanConnector]
  /// Those that are not archived, newest first, of one client or all: a page behind `last`, where the page before ended.
  func liveConnectors(
    of client: Identifier<Client>?, after last: Identifier<GleanConnector>?, limit: Int
  ) throws -> [GleanConnector]

  /// Oldest first.
  func checks(of dataset: Identifier<Dataset>, limit: Int) throws -> [DataQualityCheck]
  /// Those of one operation, oldest first.
  func checks(of operation: Identifier<Operation>) throws -> [DataQualityCheck]

  func operation(_ id: Identifier<Operation>) throws -> Operation?
  /// Newest first.
  func operations(_ filter: OperationFilter) throws -> [Operation]
  /// Those of these that there are, in any order.
  func operations(_ ids: Set<Identifier<Operation>>) throws -> [Operation]
  /// Waiting operations whose `wakeAt` has come, most urgent first, then oldest first.
  func dueOperations(at now: Timestamp, limit: Int) throws -> [Operation]
  func runningOperations() throws -> [Operation]
  /// How many wait and how many run.
  func unfinishedOperationCounts() throws -> [OperationStatus: Int]
  /// How many failed for good and were not taken up again.
  func deadOperationCount() throws -> Int
  /// By ordinal.
  func steps(of operation: Identifier<Operation>) throws -> [OperationStep]
  /// Of each by ordinal.
  func steps(of operations: Set<Identifier<Operation>>) throws -> [Identifier<Operation>: [OperationStep]]

  func snapshot(_ id: Identifier<Snapshot>) throws -> Snapshot?
  func archive(of dataset: Identifier<Dataset>) throws -> Archive?
  /// Newest first.
  func archives(client: Identifier<Client>?, limit: Int) throws -> [Archive]
  /// In the order planned.
  func ledger(of dataset: Identifier<Dataset>) throws -> [LedgerEntry]

  /// The named leases that somebody has, or had, by name; those of this name only where one is given.
  func sharedLeases(named name: String?) throws -> [SharedLease]
  /// By name.
  func schedules() throws -> [Schedule]

  func lastAuditEvent() throws -> AuditEvent?
  /// By sequence, from the first after `sequence`.
  func auditEvents(after sequence: Int64, filter: AuditFilter, limit: Int) throws -> [AuditEvent]
  /// The next event to be sent of each dataset and client that has one, oldest first.
  func undelivered(at now: Timestamp, limit: Int) throws -> [OutboxEvent]
  /// How many datasets and clients have events that were not sent yet.
  func undeliveredSubjectCount() throws -> Int
  /// By sequence.
  func outbox(of dataset: Identifier<Dataset>) throws -> [OutboxEvent]
  /// Of the client itself, and not of its datasets; by sequence.
  func outbox(of client: Identifier<Client>) throws -> [OutboxEvent]
  func usageMetrics(of dataset: Identifier<Dataset>) throws -> [DatasetUsageMetric]
  /// How many requests wait for what a tenant may use, by lane, as far as somebody asked for it at or after `start`.
  func rateDebts(of tenant: String, since start: Timestamp) throws -> [String: Int]
}

/// What a transaction can change, and read while doing so.
package protocol RegistryWriting: RegistryReading, GovernanceWriting, CredentialWriting, MonitoringWriting {
  /// - Throws: `already_exists` where the name or slug is taken.
  func insert(_ client: Client) throws
  /// Where the stored version is still the client's.
  func update(_ client: Client) throws
  /// Keeps every other transaction that locks this client waiting until this one ends: for what holds of all its datasets
  /// together, such as how many there are and that their names differ.
  ///
  /// - Throws: `not_found`.
  func lock(_ client: Identifier<Client>) throws

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
  /// Gives to one process operations that wait and may start now: the most urgent first, then fair between clients, then in
  /// order; those too whose process let its lease run out. Marks them running and counts their fences up.
  func claim(_ wish: ClaimWish) throws -> [Operation]
  /// Prolongs the leases that are still held.
  ///
  /// - Returns: those of `held` that are, each with whether it is to stop: its cancellation was asked for, or its deadline has come.
  func prolong(_ held: [OperationHold], until: Timestamp, at now: Timestamp) throws -> [Identifier<Operation>: Bool]
  /// Waiting operations whose deadline has passed and whose cancellation nobody asked for, oldest first; not those that another
  /// transaction changes.
  func overdueOperations(at now: Timestamp, limit: Int) throws -> [Operation]
  /// Gives back what its holder does not go on with, for others to claim at once.
  func release(_ held: [OperationHold]) throws
  /// Keeps an operation from being claimed, cancelled or moved by others until this transaction ends.
  ///
  /// - Throws: `conflict` where its holder has lost it.
  func lock(_ held: OperationHold) throws
  /// Moves operations from one step to the next, or to their successful end, where nothing else is to be said about it.
  ///
  /// - Returns: those that were moved; the others were lost to another process, or are asked to stop.
  func advance(_ moves: [OperationMove]) throws -> Set<Identifier<Operation>>
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

  /// The end of the audit chain; nobody else appends to it until this transaction ends.
  func auditEnd() throws -> AuditEnd
  /// Appends to the chain, in order; each must follow the one before it.
  func append(_ events: [AuditEvent]) throws
  func enqueue(_ event: OutboxEvent) throws
  /// The sequence of the next outbox event about a dataset or client, from 1. A client is locked first.
  func nextOutboxSequence(of subject: OutboxEvent.Subject) throws -> Int64
  /// Notes that an event was sent, or when it is to be tried again.
  func update(_ event: OutboxEvent) throws

  /// Takes or prolongs a named lease.
  ///
  /// - Returns: the lease, or nil while somebody else has it.
  func takeLease(_ name: String, owner: String, until: Timestamp, at now: Timestamp) throws -> SharedLease?
  /// Gives a named lease back; nothing happens where it has changed hands.
  func giveBack(_ lease: SharedLease) throws
  /// - Throws: `conflict` where the lease has changed hands or has run out.
  func require(_ lease: SharedLease, at now: Timestamp) throws
  /// Inserts or replaces by name.
  func store(_ schedule: Schedule) throws
  /// Forgets what was kept only to find out whether commits before `instant` took place.
  func forgetCommits(before instant: Timestamp) throws
  /// Takes `amount` from what a tenant may use, which fills at `rate` a second up to `capacity`.
  ///
  /// - Returns: how long to wait before using it; zero where there was enough.
  func take(
    _ amount: Double, from tenant: String, rate: Double, capacity: Double, at now: Timestamp
  ) throws -> Duration

  /// Inserts or replaces by id.
  func store(_ action: ManualAction) throws
  func record(_ metric: DatasetUsageMetric) throws
}

extension RegistryReading {
  package func sharedLeases() throws -> [SharedLease] { try sharedLeases(named: nil) }
}

extension RegistryWriting {
  package func append(_ event: AuditEvent) throws { try append([event]) }
}

/// Which datasets a list wants; nil members do not restrict.
package struct DatasetFilter: Hashable, Sendable {
  package var clientID: Identifier<Client>?
  package var stage: Stage?
  package var status: DatasetStatus?
  /// Every status but ARCHIVED.
  package var liveOnly: Bool
  package var type: DatasetType?
  package var name: String?
  /// Labels that all have to be there.
  package var labels: [String: String]
  /// Part of name, labels, industry, use case or tags, without regard to case.
  package var text: String?
  /// What the id begins with, in small letters.
  package var idPrefix: String?
  /// Only those that come after this one in the list: where the page before ended.
  package var after: Identifier<Dataset>?
  package var limit: Int

  package init(
    clientID: Identifier<Client>? = nil, stage: Stage? = nil, status: DatasetStatus? = nil, liveOnly: Bool = false,
    type: DatasetType? = nil, name: String? = nil, labels: [String: String] = [:], text: String? = nil,
    idPrefix: String? = nil, after: Identifier<Dataset>? = nil, limit: Int = 1000
  ) {
    self.clientID = clientID
    self.stage = stage
    self.status = status
    self.liveOnly = liveOnly
    self.type = type
    self.name = name
    self.labels = labels
    self.text = text
    self.idPrefix = idPrefix
    self.after = after
    self.limit = limit
  }
}

/// Which operations a list wants; nil members do not restrict.
package struct OperationFilter: Hashable, Sendable {
  package var datasetID: Identifier<Dataset>?
  package var kind: OperationKind?
  /// Only those that are not finished.
  package var unfinishedOnly: Bool
  /// Only those that failed for good and were not taken up again.
  package var deadOnly: Bool
  /// What the id begins with, in small letters.
  package var idPrefix: String?
  /// Only those that come after this one in the list: where the page before ended.
  package var after: Identifier<Operation>?
  package var limit: Int

  package init(
    datasetID: Identifier<Dataset>? = nil, kind: OperationKind? = nil, unfinishedOnly: Bool = false,
    deadOnly: Bool = false, idPrefix: String? = nil, after: Identifier<Operation>? = nil, limit: Int = 1000
  ) {
    self.datasetID = datasetID
    self.kind = kind
    self.unfinishedOnly = unfinishedOnly
    self.deadOnly = deadOnly
    self.idPrefix = idPrefix
    self.after = after
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
