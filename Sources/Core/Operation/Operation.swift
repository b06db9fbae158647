/// One durable run made of steps.
///
/// How far it came (`status`, `step`) and what is wrong (`failure`, `wakeAt`) are separate: a failed row still knows where it stopped.
package struct Operation: Hashable, Sendable, Codable {
  package let id: Identifier<Operation>
  package let kind: OperationKind
  package let datasetID: Identifier<Dataset>
  package let clientID: Identifier<Client>
  package let stage: Stage
  package var status: OperationStatus
  /// The step to run next, or the one that runs; nil before the first and after the last.
  package var step: StepName?
  package let requestedAt: Timestamp
  package let requestedBy: Actor
  package let reason: String?
  package var startedAt: Timestamp?
  package var finishedAt: Timestamp?
  /// Not to be run before this instant: a retry after a failure, or the end of a grace period.
  package var wakeAt: Timestamp?
  package var failure: Failure?
  package var cancelRequested: Bool
  package var lease: Lease?
  /// Grows with every claim; a write that carries an older one is refused (the fencing token).
  package var fence: Int
  package let parameters: OperationParameters
  /// Higher ones go first.
  package let priority: OperationPriority
  /// When it is given up although it might go on.
  package let deadlineAt: Timestamp?
  /// How often it was claimed since a step of it last ended.
  package var stalls: Int
  /// The operation that took it up after it had failed.
  package var replayedBy: Identifier<Operation>?

  package init(
    id: Identifier<Operation>, kind: OperationKind, dataset: Dataset, requestedAt: Timestamp, requestedBy: Actor,
    reason: String?, firstStep: StepName, parameters: OperationParameters = OperationParameters(),
    priority: OperationPriority = .normal, deadlineAt: Timestamp? = nil
  ) {
    self.init(
      id: id, kind: kind, datasetID: dataset.id, clientID: dataset.clientID, stage: dataset.stage,
      requestedAt: requestedAt, requestedBy: requestedBy, reason: reason, parameters: parameters, priority: priority,
      deadlineAt: deadlineAt)
    step = firstStep
  }

  /// One that waits, as storage gives it back before what has changed since is set.
  package init(
    id: Identifier<Operation>, kind: OperationKind, datasetID: Identifier<Dataset>, clientID: Identifier<Client>,
    stage: Stage, requestedAt: Timestamp, requestedBy: Actor, reason: String?, parameters: OperationParameters,
    priority: OperationPriority, deadlineAt: Timestamp?
  ) {
    self.id = id
    self.kind = kind
    self.datasetID = datasetID
    self.clientID = clientID
    self.stage = stage
    self.status = .waiting
    self.requestedAt = requestedAt
    self.requestedBy = requestedBy
    self.reason = reason
    self.cancelRequested = false
    self.fence = 0
    self.parameters = parameters
    self.priority = priority
    self.deadlineAt = deadlineAt
    self.stalls = 0
  }
}

/// How urgent an operation is; what waits goes by it first, then in the order requested.
package enum OperationPriority: Int, Codable, Sendable, CaseIterable, Comparable {
  case low = -10
  case normal = 0
  case high = 10

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

package enum OperationKind: String, Codable, Sendable, CaseIterable {
  case provision, validate, update, teardown, restore

  /// As a noun: `the validation was cancelled`.
  package var noun: String {
    switch self {
    case .provision, .update, .teardown, .restore: rawValue
    case .validate: "validation"
    }
  }

  /// The agent that runs operations of this kind.
  package var agent: Actor {
    switch self {
    case .provision, .update, .restore: .provisioningAgent
    case .validate: .validationAgent
    case .teardown: .teardownAgent
    }
  }
}

package enum OperationStatus: String, Codable, Sendable, CaseIterable {
  /// Waits for its turn, or until `wakeAt`.
  case waiting
  case running
  case succeeded
  case failed
  case cancelled

  package var isFinished: Bool {
    switch self {
    case .waiting, .running: false
    case .succeeded, .failed, .cancelled: true
    }
  }
}

/// What an operation was asked to do beyond its kind and dataset.
package struct OperationParameters: Hashable, Sendable, Codable {
  /// The archived dataset that a restore brings back.
  package var archivedDatasetID: Identifier<Dataset>?
  /// Seconds between ARCHIVED and the removal of what is left in search.
  package var graceSeconds: Int?
  /// The dataset's status when a re-check was asked for; what a cancellation goes back to.
  package var previousStatus: DatasetStatus?
  /// What an update makes the dataset's records from; nil for what they were made from before.
  package var template: TemplatePin?
  /// How many records an update makes; nil for as many as before.
  package var recordCount: Int?
  /// Whether an update sends every record, also those that search holds already.
  package var sendsEverything: Bool?

  package init(
    archivedDatasetID: Identifier<Dataset>? = nil, graceSeconds: Int? = nil, previousStatus: DatasetStatus? = nil,
    template: TemplatePin? = nil, recordCount: Int? = nil, sendsEverything: Bool? = nil
  ) {
    self.archivedDatasetID = archivedDatasetID
    self.graceSeconds = graceSeconds
    self.previousStatus = previousStatus
    self.template = template
    self.recordCount = recordCount
    self.sendsEverything = sendsEverything
  }
}

/// The right of one process to run an operation until an instant.
package struct Lease: Hashable, Sendable, Codable {
  package let owner: String
  package var expiresAt: Timestamp

  package init(owner: String, expiresAt: Timestamp) {
    self.owner = owner
    self.expiresAt = expiresAt
  }
}

/// One step of one operation, with the time it used.
package struct OperationStep: Hashable, Sendable, Codable {
  package let operationID: Identifier<Operation>
  package let name: StepName
  package let ordinal: Int
  package var status: StepStatus
  /// How often it was begun, interrupted runs included.
  package var attempts: Int
  /// How often it failed; an interruption is no failure.
  package var failures: Int
  package var startedAt: Timestamp?
  package var finishedAt: Timestamp?
  /// Where the step goes on after a crash; its meaning is the step's own.
  package var checkpoint: JSON?
  /// One line for people: `500 pages in 2 chunks`.
  package var detail: String?
  package var failure: Failure?

  package init(operationID: Identifier<Operation>, name: StepName, ordinal: Int) {
    self.operationID = operationID
    self.name = name
    self.ordinal = ordinal
    self.status = .pending
    self.attempts = 0
    self.failures = 0
  }

  package var timeUsed: Duration? {
    guard let startedAt, let finishedAt else { return nil }
    return finishedAt - startedAt
  }
}

package enum StepStatus: String, Codable, Sendable, CaseIterable {
  case pending, running, done, failed, undone
}

/// Something that a step made outside of the registry; written before it is made, so that cleanup can prove itself.
package struct LedgerEntry: Hashable, Sendable, Codable {
  package let datasetID: Identifier<Dataset>
  package let kind: ResourceKind
  /// The deterministic name of the resource where it lives.
  package let name: String
  package let operationID: Identifier<Operation>
  package let plannedAt: Timestamp
  /// When it was seen to be gone; nil while it may exist.
  package var releasedAt: Timestamp?

  package init(
    datasetID: Identifier<Dataset>, kind: ResourceKind, name: String, operationID: Identifier<Operation>,
    plannedAt: Timestamp
  ) {
    self.datasetID = datasetID
    self.kind = kind
    self.name = name
    self.operationID = operationID
    self.plannedAt = plannedAt
  }
}

package enum ResourceKind: String, Codable, Sendable, CaseIterable {
  case datasource
  case documents
  case identities
  case snapshot
  case archive
}
