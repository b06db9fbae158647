package import DataOpsCore

/// A check from its beginning to its row in the registry.
package struct RunningCheck: Sendable {
  private let id: Identifier<DataQualityCheck>
  private let type: CheckType
  private let work: StepWork
  private let began: Timestamp

  package init(_ type: CheckType, _ work: StepWork) {
    self.type = type
    self.work = work
    began = work.services.time.now()
    id = Self.id(of: type, work)
  }

  /// One check an attempt.
  static func id(of type: CheckType, _ work: StepWork) -> Identifier<DataQualityCheck> {
    Identifier(derivedFrom: "check:\(work.operation.id):\(type.rawValue):\(work.step.attempts)")
  }

  /// The step's result: the check is stored and audited with the step's completion. Failing a check ends no operation; the gate does.
  package func result(of verdict: CheckVerdict, _ detail: String, checkpoint: JSON? = nil) -> StepResult {
    let journal = work.journal(.validationAgent)
    let check = DataQualityCheck(
      id: id, datasetID: work.dataset.id, operationID: work.operation.id, executedAt: began,
      durationMilliseconds: (journal.now - began).milliseconds, verdict: verdict)
    let score = verdict.score.formatted(decimals: 2)
    return StepResult("\(score) %, \(verdict.status.rawValue): \(detail)", checkpoint: checkpoint) {
      registry, dataset in
      try registry.insert(check)
      try journal.note(
        .qualityCheckExecuted, "check \(check.id)", client: dataset.clientID, dataset: dataset.id,
        after: [
          "check_type": .string(check.type.rawValue), "score": .number(check.score), "passed": .bool(check.passed),
          "status": .string(check.status.rawValue), "policy_version": .integer(Int64(check.policyVersion)),
        ], in: registry)
    }
  }
}

/// A step that is one of the four checks: when it cannot run, that is written down as an errored check.
package protocol CheckStep: Step {
  var check: CheckType { get }
}

extension CheckStep {
  package func record(_ failure: Failure, _ work: StepWork) -> StepResult.Commit? {
    let journal = work.journal(.validationAgent)
    let check = DataQualityCheck(
      id: RunningCheck.id(of: self.check, work), datasetID: work.dataset.id, operationID: work.operation.id,
      executedAt: journal.now, couldNotRun: self.check, because: failure)
    return { registry, dataset in
      try registry.insert(check)
      try journal.note(
        .qualityCheckExecuted, "check \(check.id)", client: dataset.clientID, dataset: dataset.id,
        after: ["check_type": .string(check.type.rawValue), "status": .string(check.status.rawValue)], in: registry)
    }
  }
}

extension Double {
  /// With so many decimals, never rounded up to a whole that is not reached: 99.999 is `99.99`, not `100.00`.
  package func formatted(decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let cut = (self * scale + 1e-9).rounded(.down)
    guard cut.magnitude < 1e15 else { return String(self) }
    let digits = String(Int64(cut.magnitude))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = cut < 0 ? "-" : ""
    return decimals == 0 ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
