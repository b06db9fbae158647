import Hummingbird
import Logging

/// What the handlers work with.
struct Sandbox: Sendable {
  let configuration: GleanSandboxConfiguration
  let store: Store
  let indexer: Indexer
  let tokens: Tokens
  let faults: FaultBoard
  /// Nil when rate limits are off.
  let limiter: RateLimiter?

  var now: Timestamp { Timestamp(configuration.clock.now) }

  /// When what is accepted at `now` is due in the index.
  func dueAt(_ now: Timestamp) -> Timestamp { now + configuration.indexingDelay }

  /// Lets the index follow what was just accepted.
  ///
  /// Without a delay that happens before the request is answered, for as much as one page brings; a long deletion goes
  /// on in the background.
  func follow() async throws {
    if configuration.indexingDelay <= .zero {
      try await indexer.work(steps: 4)
    }
    indexer.wake()
  }
}
