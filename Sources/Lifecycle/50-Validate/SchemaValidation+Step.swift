package import DataOpsCore
package import DataRecords

/// Checks every record against the template's schema: required present, types match, constraints met; unexpected fields warn.
package struct SchemaValidationStep: CheckStep {
  package let name = StepName.schemaValidation
  package let check = CheckType.schemaValidation

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let check = RunningCheck(.schemaValidation, work)
    let snapshot = try await StoredSnapshot.current(of: work)
    let tally = try await SnapshotQuality.tally(snapshot, work)
    let verdict = Self.verdict(of: tally)
    return check.result(
      of: verdict, "\(tally.valid.grouped) of \(tally.records.of("record")) valid",
      checkpoint: try TallyCheckpoint.json(of: tally))
  }

  package static func verdict(of tally: QualityResult) -> CheckVerdict {
    let unexpected = tally.unexpectedFields.values.reduce(0, +)
    return CheckVerdict(
      .schemaValidation, score: Scoring.schemaValidation(valid: tally.valid, total: tally.records),
      warned: unexpected > 0,
      result: [
        "records": .integer(Int64(tally.records)), "valid": .integer(Int64(tally.valid)),
        "invalid": .integer(Int64(tally.invalid)), "malformed": .integer(Int64(tally.malformed)),
        "violations": .object(tally.violations.mapValues { .integer(Int64($0)) }),
        "unexpected_fields": .object(tally.unexpectedFields.mapValues { .integer(Int64($0)) }),
      ],
      examples: tally.failingExamples { !$0.rule.hasPrefix("relationship:") },
      errorMessage: tally.records == 0 ? "the dataset is empty" : nil)
  }
}

/// The tally of the schema pass, kept as that step's checkpoint for the completeness check.
enum TallyCheckpoint {
  static func json(of tally: QualityResult) throws(Failure) -> JSON {
    do { return try CanonicalJSON.value(JSON.self, from: CanonicalJSON.bytes(of: tally)) } catch {
      throw Failure(.internalError, "the tally of the schema pass cannot be kept")
    }
  }

  static func tally(of checkpoint: JSON) -> QualityResult? {
    try? CanonicalJSON.value(QualityResult.self, from: CanonicalJSON.bytes(of: checkpoint))
  }
}
