internal import DataOpsCore
package import DataOpsLifecycle
package import GleanAPI

/// The lifecycle's search index over Glean's Indexing and Client API.
package struct GleanSearchIndex: SearchIndex {
  private let client: GleanClient
  private let counter = RequestCounter()

  package init(client: GleanClient) {
    self.client = client
  }

  package func requestCounts() async -> RequestCounts { await counter.counts }

  /// Sends one call, counts it, and turns its error into a failure.
  func call<Answer: Sendable>(
    _ body: (GleanClient) async throws(GleanError) -> Answer
  ) async throws(Failure) -> Answer {
    do {
      let answer = try await body(client)
      await counter.count(failed: false)
      return answer
    } catch {
      await counter.count(failed: true)
      throw Failure(error)
    }
  }
}

private actor RequestCounter {
  private(set) var counts = RequestCounts(sent: 0, failed: 0)

  func count(failed: Bool) {
    counts = RequestCounts(sent: counts.sent + 1, failed: counts.failed + (failed ? 1 : 0))
  }
}
