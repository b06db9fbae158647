package import DataOpsCore

/// The one table of the data's way: which steps an operation takes, in order, and where a failure leads.
///
/// ```
/// provision  select_template → create_connector → configure_connector → validate_connector → write_snapshot → upload
///            → schema_validation → data_completeness → connector_health → sample_queries → final_verification
/// validate                       the last five of these
/// update     select_template → write_snapshot → configure_connector → upload, then as validate
/// teardown   pause_sync → archive_metadata → verify_archive → disconnect → (grace) →
///            empty_datasource → delete_identities → verify_cleanup
/// restore    verify_archive, then as provision without select_template
/// ```
package enum Lifecycle {
  private static let connecting: [StepName] = [
    .createConnector, .configureConnector, .validateConnector, .writeSnapshot, .upload,
  ]
  private static let validating: [StepName] = [
    .schemaValidation, .dataCompleteness, .connectorHealth, .sampleQueries, .finalVerification,
  ]
  private static let cleaning: [StepName] = [.emptyDatasource, .deleteIdentities, .verifyCleanup]

  /// The steps of an operation of this kind, in order.
  package static func steps(of kind: OperationKind) -> [StepName] {
    switch kind {
    case .provision: [.selectTemplate] + connecting + validating
    case .validate: validating
    case .update: [.selectTemplate, .writeSnapshot, .configureConnector, .upload] + validating
    case .teardown: [.pauseSync, .archiveMetadata, .verifyArchive, .disconnect] + cleaning
    case .restore: [.verifyArchive] + connecting + validating
    }
  }

  /// The step after `step`; nil after the last.
  package static func step(after step: StepName, in kind: OperationKind) -> StepName? {
    let steps = steps(of: kind)
    guard let index = steps.firstIndex(of: step), index + 1 < steps.count else { return nil }
    return steps[index + 1]
  }

  /// What undoes an operation that is cancelled; empty where it has made nothing outside of the registry.
  ///
  /// Nil where it cannot be cancelled: a teardown that began goes forward, and is undone by a restore.
  package static func undoing(_ kind: OperationKind) -> [StepName]? {
    switch kind {
    case .provision, .restore: cleaning
    case .validate, .update: []
    case .teardown: nil
    }
  }

  /// What a cancellation does to the dataset: a re-check of a READY dataset that is called off leaves it READY by the score that
  /// it had, and so does an update that has not made its records yet.
  package static func command(
    forCancelled operation: Operation, _ failure: Failure, of dataset: Dataset
  ) -> DatasetCommand? {
    let isAsBefore = dataset.currentSnapshotID != WriteSnapshotStep.snapshotID(for: operation)
    if operation.parameters.previousStatus == .ready, isAsBefore, dataset.status == .validating,
      let score = dataset.qualityScore,
      score.meetsThreshold
    {
      return .passGate(score)
    }
    return command(for: failure, of: dataset)
  }

  /// What a failure for good does to the dataset; nil where it leaves the status as it is.
  ///
  /// A teardown that fails stays in TEARDOWN, and its cleanup leaves the dataset ARCHIVED.
  package static func command(for failure: Failure, of dataset: Dataset) -> DatasetCommand? {
    switch dataset.status {
    case .provisioning, .validating: .fail(failure)
    case .ready, .failed, .teardown, .archived: nil
    }
  }
}
