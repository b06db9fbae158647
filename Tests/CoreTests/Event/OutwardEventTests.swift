import DataOpsCore
import Testing

@Suite struct `Events to the world` {
  @Test func `records that are there are announced as provisioned`() {
    #expect(
      DatasetEvent.validationBegan(snapshot: someID(Snapshot.self), recordCount: 1, sizeBytes: 1).outward
        == [.datasetProvisioned])
  }

  @Test func `READY is announced to observers and to the journey`() {
    #expect(DatasetEvent.becameReady(score()).outward == [.datasetValidated, .datasetProvisionCompleted])
  }

  @Test func `a failure is announced by where it happened`() {
    #expect(DatasetEvent.failed(Failure(.searchFailed, "x", step: .upload)).outward == [.datasetProvisionFailed])
    #expect(
      DatasetEvent.failed(Failure(.searchFailed, "x", step: .sampleQueries)).outward == [.datasetValidationFailed])
  }

  @Test func `a closed gate is announced as a failed validation`() {
    #expect(
      DatasetEvent.gateClosed(score(schema: 0), Failure(.gateClosed, "x")).outward == [.datasetValidationFailed])
  }

  @Test func `teardown and archive are announced`() {
    #expect(DatasetEvent.teardownBegan.outward == [.datasetTeardownStarted])
    #expect(DatasetEvent.archived.outward == [.datasetArchived])
  }

  @Test func `the audit trail has the seed's seven names`() {
    let names = [
      "dataset_created", "dataset_status_changed", "quality_check_executed", "connector_created",
      "connector_health_changed", "dataset_archived", "template_modified",
    ]
    #expect(AuditAction.allCases.prefix(7).map(\.rawValue) == names)
  }
}
