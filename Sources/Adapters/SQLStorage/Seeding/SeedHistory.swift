import DataOpsCore
import DataOpsLifecycle

/// One made-up dataset and everything that ever happened to it, as the aggregate itself decides.
struct SeedHistory {
  private(set) var dataset: Dataset
  private(set) var connector: GleanConnector
  private(set) var operations: [Operation] = []
  private(set) var steps: [OperationStep] = []
  private(set) var checks: [DataQualityCheck] = []
  private(set) var snapshot: Snapshot?
  private(set) var archive: Archive?
  private(set) var events: [OutboxEvent] = []
  /// In the order in which they happened.
  private(set) var entries: [AuditEntry] = []

  private let fate: SeedFate
  private var random: SeedRandom
  private var now: Timestamp
  private var actor = Actor(.person, "mo")

  /// - Parameter random: of this dataset alone.
  init(_ dataset: Dataset, client: Client, fate: SeedFate, random: SeedRandom) throws(Failure) {
    self.random = random
    self.fate = fate
    now = dataset.createdAt
    let type = dataset.type.connectorType
    connector = GleanConnector(
      id: self.random.id(at: dataset.createdAt), name: dataset.name,
      datasource: Names.datasource(displayName: dataset.name, discriminator: String(self.random.digest().prefix(12))),
      clientID: client.id, datasetID: dataset.id, stage: dataset.stage, type: type,
      configuration: ConnectorConfiguration(connectorType: type, endpoint: "http://127.0.0.1:8080"),
      createdAt: dataset.createdAt)
    self.dataset = dataset
    self.dataset.connectorID = connector.id
    actor = Actor(.person, dataset.labels["owner"] ?? "mo")
    try live()
  }

  private mutating func live() throws(Failure) {
    note(
      .datasetCreated, "dataset \(dataset.id)",
      after: ["name": .string(dataset.name), "dataset_type": .string(dataset.type.rawValue)])
    try provision()
    if fate == .teardown || fate == .archived { try tearDown() }
  }
}

// MARK: - Provisioning

extension SeedHistory {
  private mutating func provision() throws(Failure) {
    var operation = begin(.provision)
    actor = .provisioningAgent
    pass(10...60)
    try connect()
    pass(60...600)
    if fate == .provisioning { return end(&operation, .failed, at: .writeSnapshot, abandoned) }
    let written = writeSnapshot()
    pass(60...900)
    if fate == .broken { return try breakOff(&operation) }
    try happen(.beginValidation(snapshot: written.id, recordCount: written.recordCount, sizeBytes: written.byteCount))
    actor = .validationAgent
    pass(20...300)
    if fate == .validating { return end(&operation, .failed, at: .connectorHealth, abandoned) }
    try judge(&operation)
  }

  private mutating func connect() throws(Failure) {
    try connector.move(to: .configure, status: .creating)
    try connector.move(to: .validate, status: .creating)
    if !isArchived {
      note(.connectorCreated, "connector \(connector.id)", after: ["datasource": .string(connector.datasource)])
    }
  }

  private mutating func writeSnapshot() -> Snapshot {
    let count = dataset.expectedRecordCount
    let bytes = Int64(count) * Int64(random.number(in: 400...1400))
    let written = Snapshot(
      id: random.id(at: now), datasetID: dataset.id, recordCount: count, byteCount: bytes,
      compressedByteCount: bytes / 5, chunkCount: count / 1000 + 1, contentHash: random.digest(),
      manifestHash: random.digest(), createdAt: now)
    snapshot = written
    return written
  }

  private mutating func breakOff(_ operation: inout Operation) throws(Failure) {
    let failure = Failure(.searchTimedOut, "the search system did not answer in time", step: .upload)
    try happen(.fail(failure))
    end(&operation, .failed, at: .upload, failure)
  }

  private mutating func judge(_ operation: inout Operation) throws(Failure) {
    var verdicts: [CheckVerdict] = []
    for type in CheckType.allCases {
      pass(1...30)
      let verdict = verdict(type)
      verdicts.append(verdict)
      checks.append(
        DataQualityCheck(
          id: random.id(at: now), datasetID: dataset.id, operationID: operation.id, executedAt: now,
          durationMilliseconds: random.number(in: 40...9000), verdict: verdict))
      if !isArchived {
        note(
          .qualityCheckExecuted, "check \(verdict.type.rawValue)",
          after: ["status": .string(verdict.status.rawValue), "score": .number(verdict.score)])
      }
    }
    let score = Gate.decide(verdicts, at: now)
    guard fate.wasReady else {
      let reasons = Failure(
        .gateClosed, "the gate is closed: sample_query_success has \(score.querySuccess) of 100",
        step: .finalVerification)
      try happen(.closeGate(score, reasons: reasons))
      return end(&operation, .failed, at: .finalVerification, reasons)
    }
    try connector.move(to: .monitor, status: .healthy)
    connector.lastHealthCheck = now
    try happen(.passGate(score))
    end(&operation, .succeeded, at: nil, nil)
  }

  private mutating func verdict(_ type: CheckType) -> CheckVerdict {
    let count = dataset.expectedRecordCount
    switch type {
    case .schemaValidation:
      return CheckVerdict(type, score: 100, result: ["valid": .integer(Int64(count)), "total": .integer(Int64(count))])
    case .dataCompleteness:
      let complete = count - random.number(below: max(1, count / 25))
      return CheckVerdict(
        type, score: Scoring.dataCompleteness(complete: complete, expected: count),
        result: ["complete": .integer(Int64(complete)), "expected": .integer(Int64(count))])
    case .connectorHealth:
      return CheckVerdict(
        type, score: 100, result: ["response_milliseconds": .integer(Int64(random.number(in: 20...900)))])
    case .sampleQuerySuccess:
      let succeeded = fate.wasReady ? 10 : random.number(in: 4...8)
      return CheckVerdict(
        type, score: Scoring.sampleQueries(succeeded: succeeded, total: 10),
        result: ["succeeded": .integer(Int64(succeeded)), "total": 10])
    }
  }

  private var abandoned: Failure {
    Failure(.abandoned, "every process that took it up ended before the step did", step: fate.lastStep)
  }
}

// MARK: - Teardown

extension SeedHistory {
  private mutating func tearDown() throws(Failure) {
    now = now + random.seconds(in: 3 * 86_400...25 * 86_400)
    actor = Actor(.schedule, "expire_datasets")
    var operation = begin(.teardown)
    try happen(.beginTeardown)
    pass(5...60)
    actor = .teardownAgent
    connector.syncPaused = true
    guard fate == .archived else { return end(&operation, .failed, at: .archiveMetadata, noRoom) }
    writeArchive()
    pass(10...200)
    try connector.move(to: .disconnect, status: .disconnected)
    try happen(.archive)
    pass(86_400...90_000)
    try connector.move(to: .delete, status: .archived)
    try happen(.confirmCleanup)
    end(&operation, .succeeded, at: nil, nil)
  }

  private mutating func writeArchive() {
    var written = Archive(
      datasetID: dataset.id, snapshotID: snapshot?.id, key: ObjectKey.archive(of: dataset.id).description,
      hash: random.digest(), recordCount: dataset.recordCount ?? 0, byteCount: dataset.sizeBytes ?? 0, createdAt: now)
    written.verifiedAt = now + .seconds(5)
    archive = written
  }

  private var noRoom: Failure {
    Failure(.storageFull, "there is no room for the archive", step: .archiveMetadata)
  }
}

// MARK: - What every part needs

extension SeedHistory {
  private var isArchived: Bool { fate == .archived }

  private mutating func pass(_ seconds: ClosedRange<Int>) {
    now = now + random.seconds(in: seconds) + .microseconds(random.number(below: 1_000_000))
  }

  private mutating func begin(_ kind: OperationKind) -> Operation {
    var operation = Operation(
      id: random.id(at: now), kind: kind, dataset: dataset, requestedAt: now, requestedBy: actor, reason: nil,
      firstStep: Lifecycle.steps(of: kind)[0],
      parameters: OperationParameters(graceSeconds: kind == .teardown ? 86_400 : nil))
    operation.startedAt = now + .seconds(1)
    operation.fence = 1
    if !isArchived { note(.operationRequested, "operation \(operation.id)", after: ["kind": .string(kind.rawValue)]) }
    return operation
  }

  private mutating func end(
    _ operation: inout Operation, _ status: OperationStatus, at step: StepName?, _ failure: Failure?
  ) {
    operation.status = status
    operation.step = step
    operation.failure = failure
    operation.finishedAt = now
    operations.append(operation)
    guard !isArchived else { return }
    note(.operationEnded, "operation \(operation.id)", after: ["status": .string(status.rawValue)])
    steps += stepRows(of: operation)
  }

  /// Done up to the step where the operation ended, each taking its part of the time.
  private func stepRows(of operation: Operation) -> [OperationStep] {
    guard let began = operation.startedAt, let ended = operation.finishedAt else { return [] }
    let names = Lifecycle.steps(of: operation.kind)
    let count = operation.step.flatMap(names.firstIndex).map { $0 + 1 } ?? names.count
    let share = Duration.microseconds((ended - began).wholeMicroseconds / Int64(count))
    return names.enumerated().map { ordinal, name in
      var step = OperationStep(operationID: operation.id, name: name, ordinal: ordinal)
      guard ordinal < count else { return step }
      let isLast = name == operation.step
      step.status = isLast ? .failed : .done
      step.attempts = isLast ? 3 : 1
      step.failures = isLast ? 3 : 0
      step.startedAt = began + share * ordinal
      step.finishedAt = began + share * (ordinal + 1)
      step.failure = isLast ? operation.failure : nil
      return step
    }
  }

  private mutating func happen(_ command: DatasetCommand) throws(Failure) {
    for event in try dataset.handle(command, at: now) {
      let before = dataset.status
      dataset.apply(event, at: now)
      dataset.version += 1
      note(
        event.auditAction, "dataset \(dataset.id)", before: ["status": .string(before.rawValue)],
        after: ["status": .string(dataset.status.rawValue)])
      for type in event.outward { send(type) }
    }
  }

  private mutating func send(_ type: EventType) {
    var event = OutboxEvent(
      id: random.id(at: now), type: type, about: .dataset(dataset.id), sequence: Int64(events.count + 1), time: now,
      data: [
        "dataset_id": .string(dataset.id.description), "client_id": .string(dataset.clientID.description),
        "name": .string(dataset.name), "dataset_type": .string(dataset.type.rawValue),
        "stage": .string(dataset.stage.rawValue), "status": .string(dataset.status.rawValue),
      ])
    event.deliveredAt = now + .seconds(2)
    events.append(event)
  }

  private mutating func note(_ action: AuditAction, _ subject: String, before: JSON? = nil, after: JSON? = nil) {
    entries.append(
      AuditEntry(
        at: now, action: action, actor: actor, clientID: dataset.clientID, datasetID: dataset.id, subject: subject,
        before: before, after: after))
  }
}
