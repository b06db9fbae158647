internal import DataOpsCore

extension Reconciler {
  /// Looks for unfinished operations that do not come along.
  func lookAtOperations(_ result: inout Reconciliation) async throws(Failure) {
    try await forEachPageOfOperations { page async throws(Failure) in
      let mine = page.filter { result.clientID == nil || $0.clientID == result.clientID }
      let facts = try await read { registry in
        let datasets = try registry.datasetsByID(mine.map(\.datasetID))
        let steps = try registry.steps(of: Set(mine.map(\.id)))
        return mine.map { OperationFacts(operation: $0, dataset: datasets[$0.datasetID], steps: steps[$0.id] ?? []) }
      }
      result.lookedAt.operations += mine.count
      let now = services.time.now()
      for operation in facts { result.findings += operation.findings(at: now) }
    }
  }
}
