import DataOpsCore

let noon = Timestamp(seconds: 1_768_737_600)

func someID<Entity>(_ type: Entity.Type, _ number: UInt64 = 1) -> Identifier<Entity> {
  var generator = CountingGenerator(from: number)
  return Identifier(at: noon, using: &generator)
}

struct CountingGenerator: RandomNumberGenerator {
  private var count: UInt64

  init(from count: UInt64) { self.count = count }

  mutating func next() -> UInt64 {
    count += 1
    return count
  }
}

func dataset(_ status: DatasetStatus, failedIn step: StepName? = nil, protected: Bool = false) -> Dataset {
  var dataset = Dataset(
    id: someID(Dataset.self), name: "acme-sandbox-jira", type: .jiraIssues, stage: .sandbox,
    clientID: someID(Client.self), source: .mockTemplate,
    metadata: DatasetMetadata(industry: "fintech", useCase: "fraud_operations", dataType: .mock, stage: .sandbox),
    template: nil, seed: 1, expectedRecordCount: 300, deletionProtected: protected, createdAt: noon)
  dataset.status = status
  if status == .failed {
    dataset.failure = Failure(.searchUnreachable, "Glean is down", step: step ?? .createConnector)
  }
  return dataset
}

func verdict(_ type: CheckType, _ score: Double, conditionsHold: Bool = true) -> CheckVerdict {
  CheckVerdict(type, score: score, conditionsHold: conditionsHold, result: .object([:]))
}

func score(
  schema: Double = 100, completeness: Double = 100, health: Double = 100, queries: Double = 100,
  completenessHolds: Bool = true
) -> QualityScore {
  Gate.decide(
    [
      verdict(.schemaValidation, schema), verdict(.dataCompleteness, completeness, conditionsHold: completenessHolds),
      verdict(.connectorHealth, health), verdict(.sampleQuerySuccess, queries),
    ], at: noon)
}

/// The failure that `body` throws; nil if it throws none.
func failure(of body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}
