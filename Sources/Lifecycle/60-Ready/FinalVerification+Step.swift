package import DataOpsCore

/// Reads the four checks back and lets the gate decide: READY, or FAILED with reasons.
package struct FinalVerificationStep: Step {
  package let name = StepName.finalVerification

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let snapshot = try await StoredSnapshot.current(of: work)
    let checks: [DataQualityCheck]
    do {
      checks = try await work.services.storage.read { try $0.checks(of: work.operation.id) }
    } catch { throw Failure(wrapping: error) }
    let journal = work.journal(.validationAgent)
    let score = Gate.decide(checks.map(\.verdict), at: journal.now)
    let overall = score.overall.formatted(decimals: 2)
    guard score.meetsThreshold else {
      let failure = Self.reasons(checks, score, of: work.dataset).at(.finalVerification)
      return StepResult("gate closed at \(overall) %", next: .stop(failure)) { registry, dataset in
        if let connector = try dataset.connectorID.flatMap(registry.connector), connector.phase == .validate {
          let healthy = score.connectorHealth >= CheckType.connectorHealth.threshold
          try journal.change(connector, to: .validate, status: healthy ? .healthy : .unhealthy, in: registry)
        }
        try journal.change(dataset, .closeGate(score, reasons: failure), in: registry)
      }
    }
    return StepResult("READY at \(overall) %") { registry, dataset in
      if let connector = try dataset.connectorID.flatMap(registry.connector) {
        try journal.change(connector, to: .monitor, status: .healthy, in: registry) {
          $0.lastHealthCheck = journal.now
        }
      }
      try registry.record(
        DatasetUsageMetric(
          datasetID: dataset.id, metric: .bytesStored, value: Double(snapshot.byteCount), window: 0,
          recordedAt: journal.now))
      try journal.change(dataset, .passGate(score), in: registry)
    }
  }

  /// Why the gate is closed, check by check, with the first failing examples.
  private static func reasons(_ checks: [DataQualityCheck], _ score: QualityScore, of dataset: Dataset) -> Failure {
    var lines: [String] = []
    for type in CheckType.allCases {
      guard let check = checks.last(where: { $0.type == type }) else {
        lines.append("\(type.rawValue) did not run")
        continue
      }
      guard !check.passed else { continue }
      let reached = check.score.formatted(decimals: 2)
      lines.append(
        "\(type.rawValue) reached \(reached) of \(type.threshold.formatted(decimals: 0))"
          + (check.errorMessage.map { " (\($0))" } ?? ""))
      for example in check.examples.prefix(2) {
        lines.append("  \(example.record)\(example.pointer.isEmpty ? "" : " \(example.pointer)"): \(example.message)")
      }
    }
    if lines.isEmpty { lines.append("the overall score \(score.overall) is below \(Gate.threshold)") }
    return Failure(
      .gateClosed, "the quality gate is closed: " + lines.joined(separator: "\n  "),
      remedy: remedy(for: checks, of: dataset))
  }

  /// Only the first two checks judge the data; what fails in search is mended there, or passes.
  private static func remedy(for checks: [DataQualityCheck], of dataset: Dataset) -> String {
    func last(_ type: CheckType) -> DataQualityCheck? { checks.last { $0.type == type } }
    let failed = Set(CheckType.allCases.filter { last($0)?.passed != true })
    if !failed.isEmpty, failed.isSubset(of: [.connectorHealth, .sampleQuerySuccess]) {
      return
        "Check that search answers in time and takes the client's tokens, then: dataops dataset retry \(dataset.id)"
    }
    if last(.dataCompleteness)?.result["all_arrived"] == .bool(false), !failed.contains(.schemaValidation) {
      return "Send the documents again that search lost: dataops dataset retry \(dataset.id)"
    }
    return "Mend the template and provision again, or look closer: dataops dataset show \(dataset.id)"
  }
}

extension DataQualityCheck {
  /// The stored check as the verdict that the gate decides on.
  package var verdict: CheckVerdict {
    CheckVerdict(
      type, score: score, conditionsHold: passed, warned: status == .warned, result: result, examples: examples,
      errorMessage: errorMessage)
  }
}
