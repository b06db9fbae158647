import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing

@Suite struct `Data completeness` {
  private func tally(_ records: Int, _ change: (inout QualityResult) -> Void = { _ in }) -> QualityResult {
    var tally = QualityResult()
    tally.records = records
    tally.valid = records
    tally.complete = records
    change(&tally)
    return tally
  }

  private func verdict(_ tally: QualityResult, expected: Int, acknowledged: Int? = nil) -> CheckVerdict {
    DataCompletenessStep.verdict(of: tally, expected: expected, acknowledged: acknowledged ?? tally.records)
  }

  private func relationship(_ resolved: Int, of references: Int, essential: Bool) -> RelationshipFigures {
    var relationship = RelationshipFigures(target: "people", isEssential: essential)
    relationship.references = references
    relationship.resolved = resolved
    return relationship
  }

  @Test(arguments: [(95, true), (94, false)])
  func `needs every required field in 95 of 100 records`(filled: Int, passes: Bool) {
    let verdict = verdict(tally(100) { $0.requiredFields = ["title": filled] }, expected: 100)
    #expect(verdict.passed == passes)
    #expect((verdict.errorMessage == "required field 'title' is filled in \(filled) of 100 records") != passes)
  }

  /// ceil(0.95 × 101) = 96
  @Test(arguments: [(96, true), (95, false)])
  func `needs 95 of 100 expected records, rounded up`(records: Int, passes: Bool) {
    let verdict = verdict(tally(records), expected: 101)
    #expect(verdict.passed == passes)
    #expect((verdict.errorMessage == "\(records) records are there, at least 96 are required") != passes)
  }

  @Test(arguments: [(95, true), (94, false)])
  func `needs 95 of 100 references of an essential relationship to resolve`(resolved: Int, passes: Bool) {
    let verdict = verdict(
      tally(100) { $0.relationships = ["author": relationship(resolved, of: 100, essential: true)] }, expected: 100)
    #expect(verdict.passed == passes)
    #expect((verdict.errorMessage == "relationship 'author' resolves \(resolved) of 100 references") != passes)
  }

  @Test(arguments: [(5, true), (6, false)])
  func `counts what was accepted and never arrived as missing`(missing: Int, passes: Bool) {
    let verdict = DataCompletenessStep.verdict(of: tally(100), expected: 100, acknowledged: 100, missing: missing)
    #expect(verdict.passed == passes)
    #expect(verdict.score == Double(100 - missing))
    #expect((verdict.errorMessage?.contains("says that \(missing) never arrived") == true) != passes)
  }

  @Test func `does not hold while documents are about to be deleted`() {
    let verdict = DataCompletenessStep.verdict(
      of: tally(100), expected: 100, acknowledged: 100, deletionIsPaused: true)
    #expect(!verdict.passed)
    #expect(verdict.errorMessage?.contains("will delete documents in seven days") == true)
  }

  @Test func `does not need the references of another relationship`() {
    let tally = tally(100) { $0.relationships = ["epic": relationship(0, of: 100, essential: false)] }
    #expect(verdict(tally, expected: 100).passed)
  }

  @Test func `does not miss references where nothing refers`() {
    let tally = tally(100) { $0.relationships = ["author": relationship(0, of: 0, essential: true)] }
    #expect(verdict(tally, expected: 100).passed)
  }

  @Test(arguments: [(95, true), (94, false)])
  func `counts what the search system acknowledged`(acknowledged: Int, passes: Bool) {
    #expect(verdict(tally(100), expected: 100, acknowledged: acknowledged).passed == passes)
  }

  @Test func `scores what is complete of what is expected`() {
    #expect(verdict(tally(100) { $0.complete = 97 }, expected: 100).score == 97)
  }

  @Test func `scores at most 100`() {
    #expect(verdict(tally(120), expected: 100).score == 100)
  }

  @Test func `scores an empty dataset 0`() {
    #expect(verdict(tally(0), expected: 100).score == 0)
  }

  @Test func `gives every reason, not only the first`() {
    let tally = tally(90) {
      $0.requiredFields = ["title": 10]
      $0.relationships = ["author": relationship(1, of: 90, essential: true)]
    }
    #expect(verdict(tally, expected: 100).errorMessage?.split(separator: ";").count == 3)
  }
}
