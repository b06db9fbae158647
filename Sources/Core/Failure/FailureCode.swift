/// Every way in which the product can say no, by a stable name.
package enum FailureCode: String, Codable, Sendable, CaseIterable {
  // The request.
  case invalidRequest = "invalid_request"
  case notFound = "not_found"
  case alreadyExists = "already_exists"
  case conflict = "conflict"
  case transitionRefused = "transition_refused"
  case limitReached = "limit_reached"
  case accessDenied = "access_denied"
  case deletionProtected = "deletion_protected"
  // Templates and records.
  case templateRefused = "template_refused"
  case templateNotFound = "template_not_found"
  case generationFailed = "generation_failed"
  case gateClosed = "gate_closed"
  // Snapshots and archives.
  case snapshotDamaged = "snapshot_damaged"
  case archiveDamaged = "archive_damaged"
  case auditChainBroken = "audit_chain_broken"
  case reconciliationFindings = "reconciliation_findings"
  case doctorFindings = "doctor_findings"
  // Search.
  case searchUnreachable = "search_unreachable"
  case searchTimedOut = "search_timed_out"
  case searchRefusedCredential = "search_refused_credential"
  case searchRefusedRequest = "search_refused_request"
  case searchRateLimited = "search_rate_limited"
  case searchFailed = "search_failed"
  case indexingTimedOut = "indexing_timed_out"
  case connectorMisconfigured = "connector_misconfigured"
  case cleanupIncomplete = "cleanup_incomplete"
  // This machine.
  case stepTimedOut = "step_timed_out"
  case deadlinePassed = "deadline_passed"
  case abandoned = "abandoned"
  case storageFull = "storage_full"
  case storageReadOnly = "storage_read_only"
  case storageFailed = "storage_failed"
  case storageNewer = "storage_newer"
  case storageOlder = "storage_older"
  case storageUnreachable = "storage_unreachable"
  case storageRefusedCredential = "storage_refused_credential"
  case dataDirectoryInUse = "data_directory_in_use"
  case keyUnavailable = "key_unavailable"
  case credentialLost = "credential_lost"
  case configurationInvalid = "configuration_invalid"
  case cancelled = "cancelled"
  case interrupted = "interrupted"
  case internalError = "internal_error"
}

/// What follows from a failure code outside of the product: one table for exit codes, HTTP and retries.
package struct FailureConsequence: Hashable, Sendable {
  /// The exit code of the command line, from `sysexits.h` where one fits; 1 where the product worked and the data did not.
  package let exitCode: Int32
  /// The status of an HTTP problem.
  package let httpStatus: Int
  /// Whether the same request may succeed later without anybody changing anything.
  package let retryable: Bool
}

extension FailureCode {
  package var consequence: FailureConsequence {
    switch self {
    case .invalidRequest: .init(exitCode: 64, httpStatus: 400, retryable: false)
    case .notFound, .templateNotFound: .init(exitCode: 66, httpStatus: 404, retryable: false)
    case .alreadyExists, .conflict, .transitionRefused, .deletionProtected:
      .init(exitCode: 65, httpStatus: 409, retryable: false)
    case .limitReached: .init(exitCode: 75, httpStatus: 429, retryable: true)
    case .accessDenied: .init(exitCode: 77, httpStatus: 403, retryable: false)
    case .templateRefused: .init(exitCode: 65, httpStatus: 422, retryable: false)
    case .generationFailed: .init(exitCode: 65, httpStatus: 422, retryable: false)
    case .gateClosed: .init(exitCode: 1, httpStatus: 422, retryable: false)
    case .snapshotDamaged, .archiveDamaged, .auditChainBroken, .reconciliationFindings, .doctorFindings:
      .init(exitCode: 1, httpStatus: 500, retryable: false)
    case .searchUnreachable, .searchTimedOut, .searchFailed, .indexingTimedOut:
      .init(exitCode: 69, httpStatus: 502, retryable: true)
    case .searchRateLimited: .init(exitCode: 75, httpStatus: 503, retryable: true)
    case .searchRefusedCredential: .init(exitCode: 77, httpStatus: 502, retryable: false)
    case .searchRefusedRequest, .connectorMisconfigured: .init(exitCode: 65, httpStatus: 502, retryable: false)
    case .cleanupIncomplete: .init(exitCode: 1, httpStatus: 502, retryable: true)
    case .abandoned: .init(exitCode: 70, httpStatus: 500, retryable: false)
    case .stepTimedOut, .deadlinePassed: .init(exitCode: 75, httpStatus: 504, retryable: true)
    case .storageFull: .init(exitCode: 74, httpStatus: 507, retryable: true)
    case .storageReadOnly: .init(exitCode: 73, httpStatus: 500, retryable: true)
    case .storageFailed: .init(exitCode: 74, httpStatus: 500, retryable: true)
    case .storageUnreachable: .init(exitCode: 69, httpStatus: 503, retryable: true)
    case .storageRefusedCredential: .init(exitCode: 77, httpStatus: 500, retryable: false)
    case .storageNewer, .storageOlder: .init(exitCode: 78, httpStatus: 500, retryable: false)
    case .dataDirectoryInUse: .init(exitCode: 75, httpStatus: 503, retryable: true)
    case .credentialLost: .init(exitCode: 77, httpStatus: 502, retryable: false)
    case .keyUnavailable: .init(exitCode: 69, httpStatus: 503, retryable: true)
    case .configurationInvalid: .init(exitCode: 78, httpStatus: 500, retryable: false)
    case .cancelled: .init(exitCode: 1, httpStatus: 409, retryable: false)
    case .interrupted: .init(exitCode: 75, httpStatus: 503, retryable: true)
    case .internalError: .init(exitCode: 70, httpStatus: 500, retryable: false)
    }
  }
}
