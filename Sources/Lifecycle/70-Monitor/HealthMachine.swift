package import DataOpsCore

/// Decides what a check means for a connector's health; no I/O, no clock.
package struct HealthMachine: Sendable {
  /// What a check found.
  package enum Outcome: Hashable, Sendable {
    case passed
    case failed(ConnectorLook, Failure)
    /// It found something about indicators only.
    case beside
    /// Nothing was learned: the tenant's budget or search itself asked to come back later.
    case unanswered
  }

  /// What follows beside the connector's status and the dataset's health.
  package enum Consequence: Hashable, Sendable {
    /// Say that the connector will be left to rest if it goes on failing, and when.
    case warn(restsAt: Timestamp)
    /// Check rarely, and pause the sync.
    case rest
    /// Check as usual, and let the sync go on.
    case resume
  }

  package struct Decision: Hashable, Sendable {
    package let record: HealthRecord
    package let isUnhealthy: Bool
    /// Nil where nothing is known yet that says more than what was known before.
    package let health: DatasetHealth?
    package let consequence: Consequence?
  }

  private let policy: MonitorPolicy

  package init(policy: MonitorPolicy) {
    self.policy = policy
  }

  /// - Parameters:
  ///   - record: what the checks before counted.
  ///   - isUnhealthy: what the connector's status says, whoever set it.
  ///   - hasRemarks: whether an indicator is out of bounds, this check included.
  package func checked(
    _ outcome: Outcome, after record: HealthRecord, isUnhealthy: Bool, hasRemarks: Bool, at now: Timestamp
  ) -> Decision {
    var record = record
    var consequence: Consequence?
    switch outcome {
    case .passed:
      consequence = record.restingSince == nil ? nil : .resume
      let successes = record.successes + 1
      record = HealthRecord()
      record.successes = successes
    case .failed(let look, let failure):
      record.failures += 1
      record.successes = 0
      record.unanswered = 0
      record.failedLook = look
      record.lastFailure = failure
      consequence = failed(&record, at: now)
    case .beside:
      record.unanswered = 0
    case .unanswered:
      record.unanswered += 1
    }
    let isUnhealthy =
      isUnhealthy ? record.successes < policy.successesToHealthy : record.failures >= policy.failuresToUnhealthy
    return Decision(
      record: record, isUnhealthy: isUnhealthy, health: health(record, isUnhealthy, hasRemarks),
      consequence: consequence)
  }

  /// A person asked for a check: whatever rested is watched as usual again, and a failure counts its time anew.
  package func asked(_ record: HealthRecord) -> (record: HealthRecord, consequence: Consequence?) {
    guard record.restingSince != nil else { return (record, nil) }
    var record = record
    record.restingSince = nil
    record.warnedAt = nil
    record.failingSince = nil
    record.failures = 0
    return (record, .resume)
  }

  private func failed(_ record: inout HealthRecord, at now: Timestamp) -> Consequence? {
    let since = record.failingSince ?? now
    record.failingSince = since
    guard record.restingSince == nil else { return nil }
    if now - since >= policy.restAfter {
      record.restingSince = now
      return .rest
    }
    if record.warnedAt == nil, now - since >= policy.restAfter / 2 {
      record.warnedAt = now
      return .warn(restsAt: since + policy.restAfter)
    }
    return nil
  }

  private func health(_ record: HealthRecord, _ isUnhealthy: Bool, _ hasRemarks: Bool) -> DatasetHealth? {
    if isUnhealthy { return .unhealthy }
    if record.failures > 0 || hasRemarks { return .degraded }
    if record.unanswered >= policy.unansweredToUnknown { return .unknown }
    return record.successes > 0 ? .healthy : nil
  }
}
