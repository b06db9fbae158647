import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `Table of the lifecycle` {
  @Test func `a provision takes the steps of the specification in order`() {
    #expect(
      Lifecycle.steps(of: .provision) == [
        .selectTemplate, .createConnector, .configureConnector, .validateConnector, .writeSnapshot, .upload,
        .schemaValidation, .dataCompleteness, .connectorHealth, .sampleQueries, .finalVerification,
      ])
  }

  @Test func `a teardown archives and verifies before it disconnects, and empties after the grace`() {
    #expect(
      Lifecycle.steps(of: .teardown) == [
        .pauseSync, .archiveMetadata, .verifyArchive, .disconnect, .emptyDatasource, .deleteIdentities, .verifyCleanup,
      ])
  }

  @Test(arguments: OperationKind.allCases)
  func `every step of every operation has code`(kind: OperationKind) {
    let known = Set(Lifecycle.allSteps.map(\.name))
    #expect(Set(Lifecycle.steps(of: kind) + (Lifecycle.undoing(kind) ?? [])).isSubset(of: known))
  }

  @Test(arguments: [DatasetStatus.provisioning, .validating])
  func `a failure makes a dataset that is being made FAILED`(status: DatasetStatus) {
    #expect(
      Lifecycle.command(for: Failure(.searchFailed, "x"), of: dataset(status)) == .fail(Failure(.searchFailed, "x")))
  }

  @Test(arguments: [DatasetStatus.teardown, .archived])
  func `a teardown that fails stays where it is`(status: DatasetStatus) {
    #expect(Lifecycle.command(for: Failure(.searchFailed, "x"), of: dataset(status)) == nil)
  }

  private func dataset(_ status: DatasetStatus) -> Dataset {
    var dataset = Dataset(
      id: Identifier(derivedFrom: "d"), name: "d", type: .jiraIssues, stage: .sandbox,
      clientID: Identifier(derivedFrom: "c"), source: .mockTemplate,
      metadata: DatasetMetadata(industry: "fintech", useCase: "x", dataType: .mock, stage: .sandbox), template: nil,
      seed: 1, expectedRecordCount: 1, createdAt: Timestamp(seconds: 0))
    dataset.status = status
    return dataset
  }
}
