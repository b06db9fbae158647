/// What can fail to fit between registry, ledger, object store and search; the names are stable.
package enum FindingKind: String, Codable, Sendable, CaseIterable {
  /// A dataset is on its way somewhere, and no operation takes it there.
  case datasetWithoutOperation = "dataset_without_operation"
  /// An operation is under way for longer than the time limits of its steps together, or waits for a dataset that is
  /// gone.
  case operationStuck = "operation_stuck"
  /// The process that ran an operation is silent; the operation is taken up by itself.
  case leaseExpired = "lease_expired"
  case connectorWithoutDataset = "connector_without_dataset"
  case datasetWithoutConnector = "dataset_without_connector"
  /// The ledger says that something may exist of a dataset that was seen to be gone from search.
  case ledgerLeftOpen = "ledger_left_open"
  case snapshotWithoutRegistry = "snapshot_without_registry"
  case snapshotMissing = "snapshot_missing"
  case archiveMissing = "archive_missing"
  case archiveWithoutDataset = "archive_without_dataset"
  case datasourceMissing = "datasource_missing"
  /// Search still holds something of a dataset that was seen to be gone from it.
  case documentsLeft = "documents_left"
  case countDiffers = "count_differs"
  /// A client's search could not be looked at.
  case searchUnreachable = "search_unreachable"

  /// Whether it passes by itself, so that nobody has to do anything.
  package var isInformation: Bool { self == .leaseExpired }
}
