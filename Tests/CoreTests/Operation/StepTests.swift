import DataOpsCore
import Testing

@Suite struct `Time budgets` {
  private func budget(_ steps: StepName...) -> Duration { steps.map(\.budget).reduce(.zero, +) }

  @Test func `selecting a template has 1 minute`() { #expect(budget(.selectTemplate) == .seconds(60)) }

  @Test func `connecting has 5 minutes`() {
    #expect(budget(.createConnector, .configureConnector, .validateConnector) == .seconds(300))
  }

  @Test func `writing and uploading have 30 minutes`() { #expect(budget(.writeSnapshot, .upload) == .seconds(1800)) }

  @Test func `the four checks have at most 15 minutes`() {
    #expect(budget(.schemaValidation, .dataCompleteness, .connectorHealth, .sampleQueries) <= .seconds(900))
  }

  @Test func `the final verification has 5 minutes`() { #expect(budget(.finalVerification) == .seconds(300)) }

  @Test func `a teardown has less than 15 minutes up to ARCHIVED`() {
    #expect(budget(.pauseSync, .archiveMetadata, .verifyArchive, .disconnect) <= .seconds(900))
  }

  @Test(arguments: StepName.allCases)
  func `a step times out at twice its budget, the sample queries also wait for indexing`(step: StepName) {
    let waiting: Duration = step == .sampleQueries ? StepName.upload.budget : .zero
    #expect(step.timeLimit == step.budget * 2 + waiting)
  }
}

@Suite struct `Failure codes` {
  @Test(arguments: FailureCode.allCases)
  func `have an exit code that is not success and an HTTP status that is an error`(code: FailureCode) {
    #expect((1...78).contains(code.consequence.exitCode))
    #expect((400...599).contains(code.consequence.httpStatus))
  }

  @Test func `say with the remedy what would be right`() {
    let failure = Failure(.notFound, "there is no dataset x", remedy: "See: dataops dataset list")
    #expect(failure.description == "there is no dataset x\n  See: dataops dataset list")
  }
}
