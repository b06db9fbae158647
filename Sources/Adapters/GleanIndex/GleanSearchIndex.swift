internal import DataOpsCore
package import DataOpsLifecycle
package import GleanAPI

/// The lifecycle's search index over Glean's Indexing and Client API.
package struct GleanSearchIndex: SearchIndex {
  private let client: GleanClient

  package init(client: GleanClient) {
    self.client = client
  }

  package func askedOnce(within limit: Duration) -> any SearchIndex {
    GleanSearchIndex(client: client.asked(once: limit))
  }

  /// Sends one call and turns its error into a failure.
  func call<Answer: Sendable>(
    _ body: (GleanClient) async throws(GleanError) -> Answer
  ) async throws(Failure) -> Answer {
    do { return try await body(client) } catch { throw Failure(error) }
  }
}
