package import DataOpsCore

extension Requests {
  /// Asks for the teardown of every dataset that has expired and whose stage lets that happen by itself.
  ///
  /// - Returns: how many teardowns were asked for.
  package func tearDownExpired() async throws(Failure) -> Int {
    let now = services.time.now()
    let expired = try await read { try $0.expired(at: now, limit: 1000) }
    var count = 0
    for dataset in expired
    where dataset.stage.teardownPolicy.automaticAfter != nil && dataset.stage.teardownPolicy.approvalsNeeded == 0 {
      do throws(Failure) {
        _ = try await teardown(dataset.id, reason: "expired at \(dataset.expiresAt?.short ?? "") UTC")
        count += 1
      } catch  where error.code == .conflict || error.code == .deletionProtected || error.code == .transitionRefused {
        // Somebody works on it, or keeps it; the next time will tell.
      }
    }
    return count
  }
}
