package import DataOpsCore

/// How an operation ends that does not succeed.
package enum OperationEnding: Hashable, Sendable {
  case failed(Failure)
  /// As was asked, and what it made is undone.
  case cancelled
}

extension Journal {
  /// Ends an operation that does not go on: its dataset takes the consequence that the lifecycle's table gives, and the audit trail
  /// is told. Storing the operation is the caller's.
  package func end(_ operation: inout Operation, _ ending: OperationEnding, in registry: any RegistryWriting) throws {
    let dataset = try registry.dataset(operation.datasetID)
    switch ending {
    case .failed(let failure):
      operation.status = .failed
      operation.failure = failure
      if let dataset {
        if let command = Lifecycle.command(for: failure, of: dataset) {
          try change(dataset, command, in: registry)
        } else if operation.kind == .teardown {
          try send(.datasetTeardownFailed, about: dataset, in: registry)
        }
      }
    case .cancelled:
      operation.status = .cancelled
      let failure = Failure(
        .cancelled, "the \(operation.kind.noun) was cancelled, and what it had made is undone",
        remedy: "Start it again with: dataops dataset retry \(operation.datasetID)",
        step: Lifecycle.steps(of: operation.kind).first)
      operation.failure = failure
      if let dataset, let command = Lifecycle.command(forCancelled: operation, failure, of: dataset) {
        try change(dataset, command, in: registry)
      }
    }
    try finish(&operation, in: registry)
  }

  /// Notes that an operation has come to its end, whichever.
  package func finish(_ operation: inout Operation, in registry: any RegistryWriting) throws {
    operation.finishedAt = now
    operation.wakeAt = nil
    operation.lease = nil
    try registry.append([AuditChain.link(ending(of: operation), after: registry.auditEnd())])
  }

  /// What the audit trail is told of the operation's end.
  package func ending(of operation: Operation) -> AuditEntry {
    entry(
      .operationEnded, "operation \(operation.id)", client: operation.clientID, dataset: operation.datasetID,
      after: [
        "kind": .string(operation.kind.rawValue), "status": .string(operation.status.rawValue),
        "failure": operation.failure.map { .string($0.code.rawValue) } ?? .null,
      ])
  }
}
