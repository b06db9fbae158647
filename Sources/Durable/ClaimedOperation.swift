internal import DataOpsCore
internal import DataOpsLifecycle

/// An operation in hand, with what it works on.
struct ClaimedOperation: Sendable {
  var operation: Operation
  private var subject: Subject
  /// By ordinal; nobody but the holder changes them.
  var steps: [OperationStep]
  let held: HeldOperation
  /// The row of the step to run next, where it was begun together with the end of the one before.
  var begun: OperationStep?

  /// Apart from the rest, which is copied for every step.
  private final class Subject: Sendable {
    let dataset: Dataset
    let client: Client

    init(_ dataset: Dataset, _ client: Client) { (self.dataset, self.client) = (dataset, client) }
  }

  init(operation: Operation, dataset: Dataset, client: Client, steps: [OperationStep], held: HeldOperation) {
    (self.operation, self.steps, self.held) = (operation, steps, held)
    subject = Subject(dataset, client)
  }

  var dataset: Dataset { subject.dataset }
  var client: Client { subject.client }

  func machine(_ policy: Policy) -> OperationMachine { OperationMachine(kind: operation.kind, policy: policy) }

  /// The row of `name` as it is when the step begins, and those of others that are not gone on with.
  func beginning(_ name: StepName, at now: Timestamp) -> (row: OperationStep, undone: [OperationStep]) {
    var row =
      steps.first { $0.name == name } ?? OperationStep(operationID: operation.id, name: name, ordinal: steps.count)
    row.status = .running
    row.attempts += 1
    row.startedAt = row.startedAt ?? now
    row.finishedAt = nil
    let undone = steps.filter { $0.status == .running && $0.name != name }.map { other in
      var other = other
      other.status = .undone
      other.finishedAt = now
      return other
    }
    return (row, undone)
  }

  /// Puts rows in the place of those of the same steps.
  mutating func keep(_ rows: [OperationStep]) {
    for row in rows {
      if let index = steps.firstIndex(where: { $0.name == row.name }) {
        steps[index] = row
      } else {
        steps.append(row)
      }
    }
  }

  /// As the registry has it now, with nothing begun.
  func reloaded(in registry: any RegistryReading) throws -> ClaimedOperation {
    guard let current = try registry.operation(operation.id) else {
      throw Failure(.notFound, "operation \(operation.id) is gone")
    }
    var claimed = self
    claimed.begun = nil
    claimed.steps = try registry.steps(of: operation.id)
    try claimed.refresh(current, in: registry)
    return claimed
  }

  /// Reads again what a transaction has changed.
  mutating func refresh(_ changed: Operation, in registry: any RegistryReading) throws {
    guard let dataset = try registry.dataset(changed.datasetID), let client = try registry.client(dataset.clientID)
    else { throw Failure(.notFound, "the dataset of operation \(changed.id) is gone") }
    operation = changed
    subject = Subject(dataset, client)
  }
}

extension RegistryReading {
  /// What claimed operations work on; those whose dataset is gone are left out.
  func inHand(_ operations: [Operation]) throws -> [ClaimedOperation] {
    let datasets = Dictionary(try datasets(Set(operations.map(\.datasetID))).map { ($0.id, $0) }) { $1 }
    let clients = Dictionary(try clients(Set(operations.map(\.clientID))).map { ($0.id, $0) }) { $1 }
    let steps = try steps(of: Set(operations.map(\.id)))
    return operations.compactMap { operation in
      guard let dataset = datasets[operation.datasetID], let client = clients[operation.clientID],
        let lease = operation.lease
      else { return nil }
      let hold = OperationHold(id: operation.id, fence: operation.fence)
      return ClaimedOperation(
        operation: operation, dataset: dataset, client: client, steps: steps[operation.id] ?? [],
        held: HeldOperation(hold, until: lease.expiresAt, isAsked: operation.cancelRequested))
    }
  }
}
