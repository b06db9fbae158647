import DataOpsCore
import Testing

@Suite struct `Quality gate` {
  @Test func `opens when all four checks are full`() {
    let full = score()
    #expect(full.overall == 100)
    #expect(full.meetsThreshold)
  }

  @Test func `weighs schema and completeness 30, health 25 and queries 15 in a hundred`() {
    #expect(score(schema: 0).overall == 70)
    #expect(score(completeness: 0).overall == 70)
    #expect(score(health: 0).overall == 75)
    #expect(score(queries: 0).overall == 85)
  }

  @Test func `stays closed at 7 of 10 queries, although the seed's formula alone gives 95.5`() {
    let sevenOfTen = score(queries: 70)
    #expect(sevenOfTen.overall == 95.5)
    #expect(!sevenOfTen.meetsThreshold)
  }

  @Test func `opens with schema validation at 100 and stays closed just below`() {
    #expect(score(schema: 100).meetsThreshold)
    #expect(!score(schema: 99.999_999).meetsThreshold)
  }

  @Test func `opens with completeness at 95 and stays closed just below`() {
    #expect(score(completeness: 95).meetsThreshold)
    #expect(!score(completeness: 94.999_999).meetsThreshold)
  }

  @Test func `opens with health at 100 and stays closed at 0`() {
    #expect(score(health: 100).meetsThreshold)
    #expect(!score(health: 0).meetsThreshold)
  }

  @Test func `opens with ten of ten queries and stays closed at nine`() {
    #expect(score(queries: 100).meetsThreshold)
    #expect(!score(queries: 90).meetsThreshold)
  }

  @Test func `stays closed when a condition of completeness does not hold, whatever its score`() {
    #expect(!score(completeness: 100, completenessHolds: false).meetsThreshold)
  }

  @Test func `compares the overall score unrounded`() {
    // The own thresholds alone leave at least 98.5, so the rule is shown on the score itself.
    #expect(Gate.threshold == 95.0)
    #expect(score(completeness: 95, queries: 76.666_666).overall < 95.0)
  }

  @Test func `stays closed when a check is missing`() {
    let three = [verdict(.schemaValidation, 100), verdict(.dataCompleteness, 100), verdict(.connectorHealth, 100)]
    let score = Gate.decide(three, at: noon)
    #expect(score.querySuccess == 0)
    #expect(!score.meetsThreshold)
  }

  @Test func `takes the last verdict where a check ran twice`() {
    let score = Gate.decide(
      CheckType.allCases.map { verdict($0, 100) } + [verdict(.sampleQuerySuccess, 90)], at: noon)
    #expect(!score.meetsThreshold)
  }

  @Test func `has weights that add up to a hundred`() {
    #expect(CheckType.allCases.map(\.weight).reduce(0, +) == 100)
  }
}

@Suite struct `Scores` {
  @Test func `an empty dataset scores 0 in every check of data`() {
    #expect(Scoring.schemaValidation(valid: 0, total: 0) == 0)
    #expect(Scoring.dataCompleteness(complete: 0, expected: 500) == 0)
    #expect(Scoring.dataCompleteness(complete: 0, expected: 0) == 0)
    #expect(Scoring.sampleQueries(succeeded: 0, total: 0) == 0)
  }

  @Test func `completeness is at most 100`() {
    #expect(Scoring.dataCompleteness(complete: 600, expected: 500) == 100)
  }

  @Test(arguments: [(1, 1), (19, 19), (20, 19), (21, 20), (50, 48), (100, 95), (300, 285), (500, 475), (2000, 1900)])
  func `requires 95 in 100 of the expected count, rounded up`(expected: Int, required: Int) {
    #expect(Scoring.requiredCount(expected: expected) == required)
  }

  @Test func `95 of 100 hold, 94 do not`() {
    #expect(Scoring.meetsNinetyFivePercent(95, of: 100))
    #expect(!Scoring.meetsNinetyFivePercent(94, of: 100))
    #expect(Scoring.meetsNinetyFivePercent(0, of: 0))
  }

  @Test func `a check that passes with warnings is warned`() {
    let verdict = CheckVerdict(.schemaValidation, score: 100, warned: true, result: .object([:]))
    #expect(verdict.status == .warned)
    #expect(verdict.passed)
  }

  @Test func `a check that fails with warnings is failed`() {
    let verdict = CheckVerdict(.schemaValidation, score: 99, warned: true, result: .object([:]))
    #expect(verdict.status == .failed)
  }
}
