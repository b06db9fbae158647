import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing

@Suite struct `Schema validation` {
  private func tally(valid: Int, of records: Int) -> QualityResult {
    var tally = QualityResult()
    tally.records = records
    tally.valid = valid
    tally.invalid = records - valid
    return tally
  }

  @Test func `passes where every record is valid`() {
    #expect(SchemaValidationStep.verdict(of: tally(valid: 1000, of: 1000)).status == .passed)
  }

  @Test func `fails for one record in a thousand`() {
    #expect(SchemaValidationStep.verdict(of: tally(valid: 999, of: 1000)).status == .failed)
  }

  @Test func `warns of fields that the schema does not know`() {
    var tally = tally(valid: 10, of: 10)
    tally.unexpectedFields = ["/mood": 3]
    let verdict = SchemaValidationStep.verdict(of: tally)
    #expect(verdict.status == .warned)
    #expect(verdict.passed)
  }

  @Test func `fails for an empty dataset and says that it is empty`() {
    let verdict = SchemaValidationStep.verdict(of: tally(valid: 0, of: 0))
    #expect(verdict.score == 0)
    #expect(verdict.errorMessage == "the dataset is empty")
  }
}
