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
    let acknowledged = try await acknowledged(work)
    let verdict = Self.verdict(of: tally, expected: work.dataset.expectedRecordCount, acknowledged: acknowledged)
    return check.result(
      of: verdict,
      "\(min(tally.complete, acknowledged).grouped) complete of \(work.dataset.expectedRecordCount.grouped) expected")
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

  /// How many documents the search system acknowledged.
  private func acknowledged(_ work: StepWork) async throws(Failure) -> Int {
    let connected = try await ConnectedDataset(work)
    return Int(connected.connector.healthStatus["acknowledged"]?.integer ?? 0)
  }

  package static func verdict(of tally: QualityResult, expected: Int, acknowledged: Int) -> CheckVerdict {
    let thinFields = tally.requiredFields.filter { !Scoring.meetsNinetyFivePercent($0.value, of: tally.records) }
    let present = min(tally.records, acknowledged)
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
      score: Scoring.dataCompleteness(complete: min(tally.complete, acknowledged), expected: expected),
      conditionsHold: reasons.isEmpty,
      result: [
        "records": .integer(Int64(tally.records)), "expected": .integer(Int64(expected)),
        "acknowledged": .integer(Int64(acknowledged)), "complete": .integer(Int64(tally.complete)),
        "required_fields": .object(tally.requiredFields.mapValues { .integer(Int64($0)) }),
        "relationships": .object(
          tally.relationships.mapValues {
            ["references": .integer(Int64($0.references)), "resolved": .integer(Int64($0.resolved))]
          }),
      ], examples: examples, errorMessage: reasons.isEmpty ? nil : reasons.joined(separator: "; "))
  }
}
