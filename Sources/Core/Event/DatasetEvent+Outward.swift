extension DatasetEvent {
  /// The events that the world is told when this one happens to a dataset.
  package var outward: [EventType] {
    switch self {
    case .validationBegan: [.datasetProvisioned]
    case .becameReady: [.datasetValidated, .datasetProvisionCompleted]
    case .gateClosed: [.datasetValidationFailed]
    case .failed(let failure):
      failure.step?.phase == .validating ? [.datasetValidationFailed] : [.datasetProvisionFailed]
    case .teardownBegan: [.datasetTeardownStarted]
    case .archived: [.datasetArchived]
    case .healthChanged: [.connectorHealthChanged]
    case .provisioningResumed, .revalidationBegan, .cleanupVerified: []
    }
  }

  /// What the audit trail calls it.
  package var auditAction: AuditAction {
    switch self {
    case .archived: .datasetArchived
    case .cleanupVerified: .cleanupVerified
    case .healthChanged: .datasetHealthChanged
    case .validationBegan, .becameReady, .gateClosed, .failed, .provisioningResumed, .revalidationBegan, .teardownBegan:
      .datasetStatusChanged
    }
  }
}
