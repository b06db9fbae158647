/// The steps that operations are made of; one name for code, registry, commands and metrics.
package enum StepName: String, Codable, Sendable, CaseIterable {
  // Provisioning.
  case selectTemplate = "select_template"
  case createConnector = "create_connector"
  case configureConnector = "configure_connector"
  case validateConnector = "validate_connector"
  case writeSnapshot = "write_snapshot"
  case upload
  // Validation.
  case schemaValidation = "schema_validation"
  case dataCompleteness = "data_completeness"
  case connectorHealth = "connector_health"
  case sampleQueries = "sample_queries"
  case finalVerification = "final_verification"
  // Teardown.
  case pauseSync = "pause_sync"
  case archiveMetadata = "archive_metadata"
  case verifyArchive = "verify_archive"
  case disconnect
  // After the grace period, or when a provision is undone.
  case emptyDatasource = "empty_datasource"
  case deleteIdentities = "delete_identities"
  case verifyCleanup = "verify_cleanup"

  /// The time that the seed gives this step ("Provisioning Performance Targets"); twice as much is a time-out.
  package var budget: Duration {
    switch self {
    case .selectTemplate: .seconds(60)
    case .createConnector: .seconds(60)
    case .configureConnector, .validateConnector: .seconds(120)
    case .writeSnapshot: .seconds(600)
    case .upload: .seconds(1200)
    case .schemaValidation, .dataCompleteness: .seconds(300)
    case .connectorHealth: .seconds(120)
    case .sampleQueries: .seconds(180)
    case .finalVerification: .seconds(300)
    case .pauseSync: .seconds(60)
    case .archiveMetadata: .seconds(300)
    case .verifyArchive: .seconds(300)
    case .disconnect: .seconds(240)
    case .emptyDatasource, .deleteIdentities: .seconds(90)
    case .verifyCleanup: .seconds(120)
    }
  }

  /// After this time the step is given up: twice its budget, and for the sample queries also the time that the upload's
  /// budget leaves for indexing, which they wait for.
  package var timeLimit: Duration {
    self == .sampleQueries ? budget * 2 + StepName.upload.budget : budget * 2
  }

  /// The part of the lifecycle in which the step happens; decides where a failed dataset may be retried.
  package var phase: StepPhase {
    switch self {
    case .selectTemplate, .createConnector, .configureConnector, .validateConnector, .writeSnapshot, .upload:
      .provisioning
    case .schemaValidation, .dataCompleteness, .connectorHealth, .sampleQueries, .finalVerification: .validating
    case .pauseSync, .archiveMetadata, .verifyArchive, .disconnect: .teardown
    case .emptyDatasource, .deleteIdentities, .verifyCleanup: .cleanup
    }
  }
}

package enum StepPhase: String, Codable, Sendable, CaseIterable {
  case provisioning, validating, teardown, cleanup
}
