package import DataOpsCore
package import DataRecords

/// Checks that nothing is missing: required fields filled, records there, essential relationships resolved; each must hold.
package struct DataCompletenessStep: CheckStep {
  package let name = StepName.dataCompleteness
  package let check = CheckType.dataCompleteness

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let check = RunningCheck(.dataCompleteness, work)
    let snapshot = try await StoredSnapshot.current(of: work)
    let tally = try await tally(snapshot, work)
    let connected = try await ConnectedDataset(work)
    let arrival = try await Arrival(of: snapshot, connected, work)
    var outcome = UploadOutcome(acknowledged: UploadOutcome(connected.connector).acknowledged)
    outcome.missing = arrival.missing
    outcome.isWhole = arrival.missing == 0 && !arrival.deletionIsPaused
    let verdict = Self.verdict(
      of: tally, expected: work.dataset.expectedRecordCount, acknowledged: outcome.acknowledged,
      missing: arrival.missing, deletionIsPaused: arrival.deletionIsPaused)
    let result = check.result(
      of: verdict,
      "\(min(tally.complete, outcome.arrived).grouped) complete of \(work.dataset.expectedRecordCount.grouped) expected"
    )
    let id = connected.connector.id
    return StepResult(result.detail) { [outcome] registry, dataset in
      try result.commit?(registry, dataset)
      guard var connector = try registry.connector(id) else { return }
      connector.healthStatus = outcome.noted(in: connector.healthStatus)
      try registry.update(connector)
    }
  }

  /// The counts that the schema pass of this operation took, or, where that step's row is gone, counted again.
  private func tally(_ snapshot: StoredSnapshot, _ work: StepWork) async throws(Failure) -> QualityResult {
    let steps: [OperationStep]
    do { steps = try await work.services.storage.read { try $0.steps(of: work.operation.id) } } catch {
      throw Failure(wrapping: error)
    }
    let checkpoint = steps.first { $0.name == .schemaValidation && $0.status == .done }?.checkpoint
    if let tally = checkpoint.flatMap(TallyCheckpoint.tally) { return tally }
    return try await SnapshotQuality.tally(snapshot, work)
  }

  /// - Parameters:
  ///   - acknowledged: the documents that the search system accepted.
  ///   - missing: those of them that never arrived.
  ///   - deletionIsPaused: whether some that are there are about to be deleted.
  package static func verdict(
    of tally: QualityResult, expected: Int, acknowledged: Int, missing: Int = 0, deletionIsPaused: Bool = false
  ) -> CheckVerdict {
    let arrived = max(0, acknowledged - missing)
    let thinFields = tally.requiredFields.filter { !Scoring.meetsNinetyFivePercent($0.value, of: tally.records) }
    let present = min(tally.records, arrived)
    let required = Scoring.requiredCount(expected: expected)
    let broken = tally.relationships.filter {
      $0.value.isEssential && !Scoring.meetsNinetyFivePercent($0.value.resolved, of: $0.value.references)
    }
    var reasons: [String] = []
    var examples: [FailingExample] = []
    for (field, count) in thinFields.sorted(by: { $0.key < $1.key }) {
      reasons.append("required field '\(field)' is filled in \(count) of \(tally.records) records")
    }
    if present < required { reasons.append("\(present) records are there, at least \(required) are required") }
    if present < required, missing > 0 {
      reasons.append("search accepted \(acknowledged.of("document")) and says that \(missing) never arrived")
    }
    if deletionIsPaused {
      reasons.append("search will delete documents in seven days, because the upload did not bring them again")
    }
    for (name, relationship) in broken.sorted(by: { $0.key < $1.key }) {
      reasons.append(
        "relationship '\(name)' resolves \(relationship.resolved) of \(relationship.references) references")
    }
    if !reasons.isEmpty {
      examples = tally.failingExamples {
        $0.rule.hasPrefix("relationship:") || $0.rule == "required" || $0.rule == "type"
      }
    }
    return CheckVerdict(
      .dataCompleteness,
      score: Scoring.dataCompleteness(complete: min(tally.complete, arrived), expected: expected),
      conditionsHold: reasons.isEmpty, warned: missing > 0,
      result: [
        "records": .integer(Int64(tally.records)), "expected": .integer(Int64(expected)),
        "acknowledged": .integer(Int64(acknowledged)), "missing": .integer(Int64(missing)),
        "all_arrived": .bool(missing == 0 && !deletionIsPaused), "complete": .integer(Int64(tally.complete)),
        "required_fields": .object(tally.requiredFields.mapValues { .integer(Int64($0)) }),
        "relationships": .object(
          tally.relationships.mapValues {
            ["references": .integer(Int64($0.references)), "resolved": .integer(Int64($0.resolved))]
          }),
      ], examples: examples, errorMessage: reasons.isEmpty ? nil : reasons.joined(separator: "; "))
  }
}
