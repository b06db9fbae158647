internal import DataOpsCore

/// What registry and ledger say of one dataset, all at one instant.
struct DatasetFacts: Hashable, Sendable {
  let dataset: Dataset
  /// The unfinished operation that it belongs to; what that has made is its own to finish.
  let owner: Operation?
  /// The connector that the dataset points to, whosever it is by now.
  let connector: GleanConnector?
  let archive: Archive?
  let ledger: [LedgerEntry]
  /// The snapshots that the registry says there are of it.
  let snapshots: Set<Identifier<Snapshot>>

  init(_ dataset: Dataset, in registry: any RegistryReading) throws {
    self.dataset = dataset
    owner = try registry.owner(of: dataset.id)
    connector = try dataset.connectorID.flatMap(registry.connector)
    archive = try registry.archive(of: dataset.id)
    ledger = try registry.ledger(of: dataset.id)
    let planned = ledger.filter { $0.kind == .snapshot && $0.releasedAt == nil }
      .compactMap { Identifier<Snapshot>($0.name) }
    let written = try planned.filter { try registry.snapshot($0) != nil }
    snapshots = Set(written + [dataset.currentSnapshotID, archive?.snapshotID].compactMap(\.self))
  }

  /// The dataset's own connector; nil where another dataset took it over.
  var ownConnector: GleanConnector? { connector?.datasetID == dataset.id ? connector : nil }

  /// Ledger entries that should have been released when the dataset was seen to be gone from search. The archive stays
  /// with its snapshot, and the registration of a datasource until a person removes it.
  var entriesLeftOpen: [LedgerEntry] {
    guard dataset.isCleaned else { return [] }
    return ledger.filter { entry in
      guard entry.releasedAt == nil else { return false }
      switch entry.kind {
      case .documents, .identities: return true
      case .snapshot: return entry.name != archive?.snapshotID?.description
      case .datasource, .archive: return false
      }
    }
  }

  /// The ledger's entry of the registration in search.
  var registration: LedgerEntry? {
    ledger.first { $0.kind == .datasource && $0.name == ownConnector?.datasource }
  }
}

extension Dataset {
  /// Whether it is archived and was seen to be gone from search.
  var isCleaned: Bool { status == .archived && cleanupVerifiedAt != nil }

  /// Whether an operation should be taking it somewhere.
  var isUnderWay: Bool {
    switch status {
    case .provisioning, .validating, .teardown: true
    case .archived: cleanupVerifiedAt == nil
    case .ready, .failed: false
    }
  }
}

extension Dataset {
  /// What a person types to have it made again.
  var making: String {
    let retry = "dataops dataset retry \(id) --restart"
    return status == .ready ? "dataops dataset validate \(id), and when it has failed: \(retry)" : retry
  }
}

extension GleanConnector {
  /// Whether it was not archived.
  var isLive: Bool { phase != .delete && status != .archived }
}

extension RegistryReading {
  /// The unfinished operation on a dataset; there is one at most.
  func owner(of dataset: Identifier<Dataset>) throws -> Operation? {
    try operations(OperationFilter(datasetID: dataset, unfinishedOnly: true, limit: 1)).first
  }

  /// Those of these that there are, by their ids.
  func datasetsByID(_ ids: some Sequence<Identifier<Dataset>>) throws -> [Identifier<Dataset>: Dataset] {
    Dictionary(try datasets(Set(ids)).map { ($0.id, $0) }) { first, _ in first }
  }
}
