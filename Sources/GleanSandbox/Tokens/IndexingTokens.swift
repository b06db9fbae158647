import GRDB
import Synchronization

/// The indexing token that is valid now, and the one it replaced while that still works.
final class IndexingTokens: Sendable {
  /// How long a replaced token still works.
  static let overlap: Duration = .seconds(600)

  /// How often a token has to be rotated, as `/rotatetoken` tells; the least that the service allows.
  static let rotationPeriodMinutes = 1_440

  private struct State {
    var current: SandboxToken
    var previous: SandboxToken?
    var previousUntil = Timestamp(milliseconds: 0)
  }

  private let configured: SandboxToken
  private let state: Mutex<State>

  /// Takes up the rotations of earlier runs, unless another token is configured since.
  init(configured: SandboxToken, store: Store) async throws {
    self.configured = configured
    let rotated = try await store.read { db -> State? in
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM token_rotation"),
        configured.matches(row["configured"] as String)
      else { return nil }
      return State(
        current: SandboxToken(row["current"]), previous: SandboxToken(row["previous"]),
        previousUntil: Timestamp(milliseconds: row["previous_until"]))
    }
    state = Mutex(rotated ?? State(current: configured))
  }

  func accepts(_ presented: some StringProtocol, now: Timestamp) -> Bool {
    state.withLock { state in
      let isCurrent = state.current.matches(presented)
      let isPrevious = now < state.previousUntil && state.previous?.matches(presented) == true
      return isCurrent || isPrevious
    }
  }

  /// Replaces the token and returns the new one. The old one works for ten more minutes.
  func rotate(store: Store, now: Timestamp) async throws -> SandboxToken {
    try await store.write { [self] db in
      let next = State(
        current: .random(), previous: state.withLock { $0.current }, previousUntil: now + Self.overlap)
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO token_rotation (only, configured, current, previous, previous_until)
          VALUES (1, ?, ?, ?, ?)
          """,
        arguments: [
          configured.secret, next.current.secret, next.previous?.secret, next.previousUntil.milliseconds,
        ])
      db.afterNextTransaction { [self] _ in state.withLock { $0 = next } }
      return next.current
    }
  }
}
