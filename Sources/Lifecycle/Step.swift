package import DataOpsCore

/// One step of an operation: idempotent, resumable, and ignorant of how it is scheduled.
package protocol Step: Sendable {
  var name: StepName { get }

  /// Does the work and says what is to be committed with its completion.
  ///
  /// May be run again after a crash at any point; what it makes outside has a deterministic name and is adopted when found.
  func run(_ work: StepWork) async throws(Failure) -> StepResult

  /// What is to be written down, in the transaction that keeps `failure`, about a run that failed; nil for nothing.
  func record(_ failure: Failure, _ work: StepWork) -> StepResult.Commit?
}

extension Step {
  package func record(_ failure: Failure, _ work: StepWork) -> StepResult.Commit? { nil }
}

/// What a step works on, as it was when the step began.
package struct StepWork: Sendable {
  package let services: Services
  package let operation: Operation
  package let step: OperationStep
  package let dataset: Dataset
  package let client: Client
  /// Told whenever there is progress to show; cheap.
  package let report: @Sendable (StepProgress) -> Void
  /// Keeps `checkpoint` durably, if this run still holds the operation.
  package let saveCheckpoint: @Sendable (JSON) async throws -> Void

  package init(
    services: Services, operation: Operation, step: OperationStep, dataset: Dataset, client: Client,
    report: @escaping @Sendable (StepProgress) -> Void, saveCheckpoint: @escaping @Sendable (JSON) async throws -> Void
  ) {
    self.services = services
    self.operation = operation
    self.step = step
    self.dataset = dataset
    self.client = client
    self.report = report
    self.saveCheckpoint = saveCheckpoint
  }

  /// The dataset as the operation is to leave it: an update may make it from another template, or with another number of records.
  package var wanted: Dataset {
    var wanted = dataset
    if let template = operation.parameters.template { wanted.template = template }
    if let count = operation.parameters.recordCount { wanted.expectedRecordCount = count }
    return wanted
  }

  package func journal(_ actor: Actor) -> Journal {
    Journal(
      actor: actor, reason: operation.reason, requestID: operation.id.description, now: services.time.now(),
      identifiers: services.identifiers)
  }
}

/// How far a step is.
package struct StepProgress: Sendable, Hashable {
  package let done: Int
  package let total: Int

  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// What a step that ended well leaves behind.
package struct StepResult: Sendable {
  package enum Next: Sendable, Hashable {
    case proceed
    /// The operation sleeps until then, and goes on with the next step.
    case wait(until: Timestamp)
    /// The operation ends here for good; what it means for the dataset is part of the commit.
    case stop(Failure)
  }

  /// One line for people: what was done, counted.
  package let detail: String
  package let checkpoint: JSON?
  package let next: Next
  /// The changes that belong to the step's completion; runs in its transaction, with the current dataset. Nil where there are
  /// none.
  package let commit: Commit?

  package typealias Commit = @Sendable (any RegistryWriting, Dataset) throws -> Void

  package init(
    _ detail: String, checkpoint: JSON? = nil, next: Next = .proceed,
    commit: Commit? = nil
  ) {
    self.detail = detail
    self.checkpoint = checkpoint
    self.next = next
    self.commit = commit
  }
}

extension Failure {
  /// Any error as the failure that leaves the product; one that is none already is a defect and says so.
  package init(wrapping error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case is CancellationError:
      self.init(.interrupted, "the operation was interrupted", remedy: "Start it again: dataops operation resume")
    default:
      self.init(.internalError, "an unexpected error occurred: \(type(of: error))", remedy: "Please report this.")
    }
  }
}
