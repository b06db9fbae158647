/// What can be asked of a dataset.
package enum DatasetCommand: Hashable, Sendable {
  case beginValidation(snapshot: Identifier<Snapshot>, recordCount: Int, sizeBytes: Int64)
  case passGate(QualityScore)
  case closeGate(QualityScore, reasons: Failure)
  case fail(Failure)
  case resumeProvisioning
  case revalidate
  case beginTeardown
  case archive
  case confirmCleanup
  case observe(DatasetHealth)
}

/// What happened to a dataset.
package enum DatasetEvent: Hashable, Sendable {
  case validationBegan(snapshot: Identifier<Snapshot>, recordCount: Int, sizeBytes: Int64)
  case becameReady(QualityScore)
  case gateClosed(QualityScore, Failure)
  case failed(Failure)
  case provisioningResumed
  case revalidationBegan
  case teardownBegan
  case archived
  case cleanupVerified
  case healthChanged(DatasetHealth)

  /// The status in which this event leaves the dataset; nil if it does not touch it.
  package var status: DatasetStatus? {
    switch self {
    case .validationBegan, .revalidationBegan: .validating
    case .becameReady: .ready
    case .gateClosed, .failed: .failed
    case .provisioningResumed: .provisioning
    case .teardownBegan: .teardown
    case .archived: .archived
    case .cleanupVerified, .healthChanged: nil
    }
  }
}

extension Dataset {
  /// Decides what follows from `command`.
  ///
  /// - Throws: `transition_refused`, naming the allowed transitions; `deletion_protected`; `conflict` where the command does not fit.
  package func handle(_ command: DatasetCommand, at now: Timestamp) throws(Failure) -> [DatasetEvent] {
    let event = try event(for: command)
    if let next = event.status { try require(next) }
    return [event]
  }

  private func event(for command: DatasetCommand) throws(Failure) -> DatasetEvent {
    switch command {
    case .beginValidation(let snapshot, let recordCount, let sizeBytes):
      try require(.provisioning, for: "validation of new records")
      return .validationBegan(snapshot: snapshot, recordCount: recordCount, sizeBytes: sizeBytes)
    case .passGate(let score):
      guard score.meetsThreshold else {
        throw Failure(.gateClosed, "the gate is closed at an overall score of \(score.overall)")
      }
      return .becameReady(score)
    case .closeGate(let score, let reasons):
      return .gateClosed(score, reasons)
    case .fail(let failure):
      // A teardown that fails stays in TEARDOWN; its operation carries the failure.
      return .failed(failure)
    case .resumeProvisioning:
      return .provisioningResumed
    case .revalidate:
      if status == .failed, failure?.step?.phase != .validating {
        throw Failure(
          .transitionRefused,
          "dataset '\(name)' failed while \(failure?.step?.rawValue ?? "provisioning"), not while it was validated",
          remedy: "Retry it from where it stopped: dataops dataset retry \(id)")
      }
      return .revalidationBegan
    case .beginTeardown:
      if deletionProtected {
        throw Failure(
          .deletionProtected, "dataset '\(name)' is protected against deletion",
          remedy: "Remove the protection first, if you are sure.")
      }
      return .teardownBegan
    case .archive:
      return .archived
    case .confirmCleanup:
      try require(.archived, for: "confirmation of the cleanup")
      return .cleanupVerified
    case .observe(let health):
      return .healthChanged(health)
    }
  }

  private func require(_ next: DatasetStatus) throws(Failure) {
    guard status.mayBecome(next) else {
      let allowed = status.successors.map(\.display).joined(separator: ", ")
      throw Failure(
        .transitionRefused, "dataset '\(name)' is \(status.display) and cannot become \(next.display)",
        remedy: allowed.isEmpty ? "\(status.display) is final." : "From \(status.display) it may become: \(allowed).")
    }
  }

  private func require(_ expected: DatasetStatus, for what: String) throws(Failure) {
    guard status == expected else {
      throw Failure(
        .transitionRefused, "dataset '\(name)' is \(status.display); \(what) needs it to be \(expected.display)")
    }
  }

  /// Takes `event` in. Total: an event that happened cannot be refused.
  package mutating func apply(_ event: DatasetEvent, at now: Timestamp) {
    if let next = event.status { status = next }
    switch event {
    case .validationBegan(let snapshot, let count, let bytes):
      currentSnapshotID = snapshot
      recordCount = count
      sizeBytes = bytes
      failure = nil
    case .becameReady(let score):
      qualityScore = score
      readyAt = readyAt ?? now
      lastReadyAt = now
      health = .healthy
      failure = nil
    case .gateClosed(let score, let reasons):
      qualityScore = score
      failure = reasons
    case .failed(let reasons):
      failure = reasons
    case .provisioningResumed, .revalidationBegan, .teardownBegan:
      failure = nil
    case .archived:
      archivedAt = now
      health = .unknown
    case .cleanupVerified:
      cleanupVerifiedAt = now
    case .healthChanged(let observed):
      health = observed
    }
  }
}
