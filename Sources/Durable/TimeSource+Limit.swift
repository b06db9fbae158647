internal import DataOpsCore
package import DataOpsLifecycle

extension TimeSource {
  /// Runs `body`, which may take `limit`; when it takes longer it is cancelled and `timeOut` is thrown.
  package func limit<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result,
    orThrow timeOut: @escaping @Sendable () -> any Error
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await self.expire(after: limit)
        throw timeOut()
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }
}
