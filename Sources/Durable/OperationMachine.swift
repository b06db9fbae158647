package import DataOpsCore
package import DataOpsLifecycle

/// Decides what an operation does next; no I/O, no clock.
///
/// Methods are named after what happened and say what is to be done about it.
package struct OperationMachine: Sendable {
  package enum Action: Hashable, Sendable {
    /// Run this step now.
    case run(StepName)
    /// Sleep until then, and go on with this step.
    case park(StepName, until: Timestamp)
    /// Try the same step again at that time.
    case retry(at: Timestamp)
    /// The operation ended well.
    case succeed
    /// The operation ended; the dataset takes the consequence that the lifecycle's table gives.
    case fail(Failure)
    /// The operation ended as was asked, and what it made is undone.
    case cancelled
  }

  private let kind: OperationKind
  private let policy: Policy

  package init(kind: OperationKind, policy: Policy) {
    self.kind = kind
    self.policy = policy
  }

  /// The operation was claimed and is about to go on with `step`.
  ///
  /// - Parameters:
  ///   - stalls: how often it was claimed since a step of it ended, this time included.
  ///   - deadline: when it is given up.
  package func resumed(
    at step: StepName?, cancelRequested: Bool, stalls: Int = 1, deadline: Timestamp? = nil, now: Timestamp? = nil
  ) -> Action {
    if stalls > policy.maximumStalls {
      return .fail(
        failed(
          .abandoned, "the \(kind.noun) was taken up \(stalls - 1) times, and each time the process that ran it died",
          step))
    }
    if let step, isUndoing(step) { return .run(step) }
    if let deadline, let now, now >= deadline, !cancelRequested {
      return .fail(failed(.deadlinePassed, "the \(kind.noun) was not done by \(deadline.short) UTC", step))
    }
    if cancelRequested { return undo() }
    return .run(step ?? Lifecycle.steps(of: kind)[0])
  }

  package func stepEnded(_ step: StepName, _ next: StepResult.Next, cancelRequested: Bool) -> Action {
    if isUndoing(step) {
      let steps = Lifecycle.undoing(kind) ?? []
      guard let index = steps.firstIndex(of: step), index + 1 < steps.count else { return .cancelled }
      return .run(steps[index + 1])
    }
    if case .stop(let failure) = next { return .fail(failure) }
    guard let following = Lifecycle.step(after: step, in: kind) else { return .succeed }
    if cancelRequested { return undo() }
    if case .wait(let instant) = next { return .park(following, until: instant) }
    return .run(following)
  }

  /// A failure that may pass is tried again, not before the time that the other side asked for; when that is far away, a person
  /// decides.
  ///
  /// - Parameters:
  ///   - failures: how often the step failed, this time included.
  ///   - jitter: from 0 to 1; spreads what failed together over a quarter more time.
  package func stepFailed(
    _ step: StepName, _ failure: Failure, failures: Int, jitter: Double = 0, at now: Timestamp
  ) -> Action {
    let asked = failure.retryAfterSeconds.map { Duration.seconds($0) } ?? .zero
    guard failure.retryable, failures < policy.attemptsPerStep, asked <= policy.longestRetryWait else {
      return .fail(failure.at(step))
    }
    let doublings = min(max(failures - 1, 0), 10)
    let delay = policy.retryDelay * (1 << doublings)
    return .retry(at: now + max(delay, asked) + delay * (jitter / 4))
  }

  /// Whether `step` belongs to undoing an operation of this kind.
  package func isUndoing(_ step: StepName) -> Bool {
    step.phase == .cleanup && kind != .teardown
  }

  private func failed(_ code: FailureCode, _ message: String, _ step: StepName?) -> Failure {
    Failure(
      code, message, remedy: "Look into the log, then: dataops operation replay",
      step: step ?? Lifecycle.steps(of: kind).first)
  }

  private func undo() -> Action {
    guard let steps = Lifecycle.undoing(kind), let first = steps.first else { return .cancelled }
    return .run(first)
  }
}
