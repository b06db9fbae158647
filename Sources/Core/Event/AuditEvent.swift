/// What the audit trail calls a change: the seed's seven names first, then every other change.
package enum AuditAction: String, Codable, Sendable, CaseIterable {
  case datasetCreated = "dataset_created"
  case datasetStatusChanged = "dataset_status_changed"
  case qualityCheckExecuted = "quality_check_executed"
  case connectorCreated = "connector_created"
  case connectorHealthChanged = "connector_health_changed"
  case datasetArchived = "dataset_archived"
  case templateModified = "template_modified"

  case clientAdded = "client_added"
  case clientChanged = "client_changed"
  case credentialStored = "credential_stored"
  case credentialRemoved = "credential_removed"
  case credentialRotationStarted = "credential_rotation_started"
  case credentialRotated = "credential_rotated"
  case credentialRotationAbandoned = "credential_rotation_abandoned"
  case credentialRotationLost = "credential_rotation_lost"
  case credentialExpiring = "credential_expiring"
  case credentialRewrapped = "credential_rewrapped"
  case connectorChanged = "connector_changed"
  case connectorDisconnected = "connector_disconnected"
  case connectorArchived = "connector_archived"
  case canarySent = "canary_sent"
  case operationRequested = "operation_requested"
  case operationEnded = "operation_ended"
  case operationCancelled = "operation_cancelled"
  case snapshotWritten = "snapshot_written"
  case archiveWritten = "archive_written"
  case archiveVerified = "archive_verified"
  case cleanupVerified = "cleanup_verified"
  case teardownCertified = "teardown_certified"
  case datasetHealthChanged = "dataset_health_changed"
  case manualActionRequired = "manual_action_required"
  case manualActionConfirmed = "manual_action_confirmed"
  case reconciled
  case accessDenied = "access_denied"
}

/// One entry of the audit trail: append only, each bound to the one before by its hash.
package struct AuditEvent: Hashable, Sendable, Codable {
  /// Counts from 1 without gaps.
  package let sequence: Int64
  package let at: Timestamp
  package let action: AuditAction
  package let actor: Actor
  package let reason: String?
  /// The operation or request that caused it.
  package let requestID: String?
  package let clientID: Identifier<Client>?
  package let datasetID: Identifier<Dataset>?
  /// What the entry is about: `dataset`, `connector`, `archive` …, and its id.
  package let subject: String
  package let before: JSON?
  package let after: JSON?
  /// SHA-256 of the entry before, hexadecimal; 64 zeros for the first.
  package let previousHash: String
  /// SHA-256 over `previousHash` and this entry's canonical bytes.
  package let hash: String

  package init(sequence: Int64, entry: AuditEntry, previousHash: String, hash: String) {
    self.sequence = sequence
    self.at = entry.at
    self.action = entry.action
    self.actor = entry.actor
    self.reason = entry.reason
    self.requestID = entry.requestID
    self.clientID = entry.clientID
    self.datasetID = entry.datasetID
    self.subject = entry.subject
    self.before = entry.before
    self.after = entry.after
    self.previousHash = previousHash
    self.hash = hash
  }

  /// The entry without its place in the chain.
  package var entry: AuditEntry {
    AuditEntry(
      at: at, action: action, actor: actor, reason: reason, requestID: requestID, clientID: clientID,
      datasetID: datasetID, subject: subject, before: before, after: after)
  }

  package static let firstPreviousHash = String(repeating: "0", count: 64)
}

/// What happened, before it is given its place in the chain.
package struct AuditEntry: Hashable, Sendable, Codable {
  package var at: Timestamp
  package var action: AuditAction
  package var actor: Actor
  package var reason: String?
  package var requestID: String?
  package var clientID: Identifier<Client>?
  package var datasetID: Identifier<Dataset>?
  package var subject: String
  package var before: JSON?
  package var after: JSON?

  package init(
    at: Timestamp, action: AuditAction, actor: Actor, reason: String? = nil, requestID: String? = nil,
    clientID: Identifier<Client>? = nil, datasetID: Identifier<Dataset>? = nil, subject: String, before: JSON? = nil,
    after: JSON? = nil
  ) {
    self.at = at
    self.action = action
    self.actor = actor
    self.reason = reason
    self.requestID = requestID
    self.clientID = clientID
    self.datasetID = datasetID
    self.subject = subject
    self.before = before
    self.after = after
  }
}
