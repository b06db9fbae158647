package import DataOpsCore

extension Requests {
  /// Takes an operation up again that had failed for good: a new operation goes on from the step that failed. One that was
  /// cancelled and could not be undone goes on being undone.
  ///
  /// - Throws: `conflict` where it has not failed, or was taken up before; what the dataset's state forbids.
  package func replay(
    _ id: Identifier<Operation>, reason: String? = nil
  ) async throws(Failure) -> RequestedOperation {
    let dead = try await read { try $0.operation(id) }
    guard let dead else {
      throw Failure(
        .notFound, "there is no operation \(id)", remedy: "See what there is: dataops operation list --dead")
    }
    guard dead.status == .failed else {
      throw Failure(.conflict, "operation \(id) has not failed: it is \(dead.status.rawValue)")
    }
    if let other = dead.replayedBy {
      throw Failure(.conflict, "operation \(id) was taken up again already, by operation \(other)")
    }
    guard !dead.failedToUndo else { return try await undo(dead, reason: reason) }
    return switch dead.kind {
    case .teardown: try await teardown(dead.datasetID, reason: reason)
    case .provision, .restore, .validate, .update:
      try await retry(dead.datasetID, priority: dead.priority, reason: reason)
    }
  }

  /// Asks for an operation that undoes what this one has made, and nothing else.
  private func undo(_ dead: Operation, reason: String?) async throws(Failure) -> RequestedOperation {
    let journal = journal(reason: reason, now: services.time.now())
    return try await write { registry in
      let dataset = try find(dead.datasetID, in: registry)
      try requireIdle(dataset, in: registry)
      let changed = try journal.change(dataset, .resumeProvisioning, in: registry)
      let operation = try insert(
        dead.kind, on: changed, parameters: dead.parameters, priority: dead.priority, journal: journal, in: registry)
      try registry.requestCancellation(of: operation.id)
      try journal.note(
        .operationCancelled, "operation \(operation.id)", client: operation.clientID, dataset: operation.datasetID,
        after: ["undoes": .string(dead.id.description)], in: registry)
      return RequestedOperation(
        dataset: changed, operation: try registry.operation(operation.id) ?? operation, adopted: false)
    }
  }
}

extension Operation {
  /// Whether it was cancelled, and what it had made could not be undone.
  fileprivate var failedToUndo: Bool { cancelRequested && kind != .teardown && failure?.step?.phase == .cleanup }
}
