package import DataOpsCore

extension Requests {
  /// Takes an operation up again that had failed for good: a new operation goes on from the step that failed.
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
    return switch dead.kind {
    case .teardown: try await teardown(dead.datasetID, reason: reason)
    case .provision, .restore, .validate, .update:
      try await retry(dead.datasetID, priority: dead.priority, reason: reason)
    }
  }
}
