extension Lifecycle {
  /// The code of every step.
  package static let allSteps: [any Step] = [
    SelectTemplateStep(), CreateConnectorStep(), ConfigureConnectorStep(), ValidateConnectorStep(),
    WriteSnapshotStep(), UploadStep(),
    SchemaValidationStep(), DataCompletenessStep(), ConnectorHealthStep(), SampleQueriesStep(),
    FinalVerificationStep(),
    PauseSyncStep(), ArchiveMetadataStep(), VerifyArchiveStep(), DisconnectStep(),
    EmptyDatasourceStep(), DeleteIdentitiesStep(), VerifyCleanupStep(),
  ]
}
