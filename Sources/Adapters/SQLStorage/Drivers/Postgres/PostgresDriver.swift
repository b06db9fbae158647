internal import DataOpsCore
internal import Dispatch
internal import Synchronization

/// PostgreSQL through libpq: many processes, each with a pool of sessions.
///
/// Transactions are READ COMMITTED: what two of them must not do at once is guarded by row locks, versions, fences and unique
/// indexes (Decision 0006). One that the server gave up for reasons of its own (a deadlock, a restart, a replica that takes
/// over) is run again; whether a commit that was not answered took place is found out, so that nothing is done twice.
package final class PostgresDriver: SQLDriver {
  private let pool: PostgresPool
  private let options: PostgresOptions
  private let workListener: PostgresListener
  private let lastAnnouncement = Mutex<ContinuousClock.Instant?>(nil)

  init(_ address: PostgresAddress, options: PostgresOptions) {
    pool = PostgresPool(address, options: options)
    self.options = options
    workListener = PostgresListener(address, options: options)
  }

  package var dialect: SQLDialect { .postgres }

  /// How long a cancelled task tries to write down where it stopped while the server is away or hangs.
  private static let lastWords = Duration.seconds(3)
  /// How long a cancelled task waits for what it was reading.
  private static let lastLook = Duration.seconds(1)

  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await persisting(cancelled: .zero) { [pool] in
      try await pool.withSession(cancelled: Self.lastLook) { session in
        try Self.run(on: session, opening: Self.readOpening, body) { transaction in try transaction.commit([]) }
      }
    }
  }

  /// Questions are planned for the values that they come with: a rare word is found in another way than a frequent one.
  private static let readOpening = [
    SQLStatement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    SQLStatement("SET LOCAL plan_cache_mode = force_custom_plan"),
  ]

  package func write<Result: Sendable>(
    _ durability: SQLDurability, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    var opening = [SQLStatement("BEGIN")]
    if durability == .relaxed { opening.append(SQLStatement("SET LOCAL synchronous_commit = off")) }
    return try await persisting(cancelled: Self.lastWords) { [opening] in
      let mark = durability == .durable ? CommitMark() : nil
      do {
        return try await self.attempt(opening, mark, body)
      } catch let lost as UnansweredCommit<Result> {
        guard let mark, try await self.persisting(cancelled: Self.lastWords, { try await self.wasCommitted(mark) })
        else {
          throw SQLError.contended
        }
        return lost.result
      }
    }
  }

  /// Runs `body` in a transaction that may change the schema; it is not marked, because there may be no table to mark it in.
  func migrate<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await pool.withSession { session in
      try Self.run(on: session, opening: [SQLStatement("BEGIN")], body) { transaction in try transaction.commit([]) }
    }
  }

  /// Runs one statement that cannot be part of a transaction.
  func executeAlone(_ sql: String) async throws {
    try await pool.withSession { session in _ = try session.run([SQLStatement(sql)]) }
  }

  package func workAnnouncements() -> AsyncStream<Void> { workListener.announcements() }

  package func close() {
    workListener.close()
    pool.close()
  }
}

extension PostgresDriver {
  private func attempt<Result: Sendable>(
    _ opening: [SQLStatement], _ mark: CommitMark?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await pool.withSession(cancelled: Self.lastWords) { [self] session in
      try Self.run(on: session, opening: opening, body) { transaction, result in
        var closing = mark.map { [$0.statement] } ?? []
        if transaction.announcesWork, mayAnnounce() { closing.append(PostgresListener.announcement) }
        do { try transaction.commit(closing) } catch SQLError.disconnected {
          throw UnansweredCommit(result: result)
        }
      }
    }
  }

  private static func run<Result: Sendable>(
    on session: PostgresPipeline, opening: [SQLStatement], _ body: (any SQLConnection) throws -> Result,
    commit: (PostgresTransaction) throws -> Void
  ) throws -> Result {
    try run(on: session, opening: opening, body) { transaction, _ in try commit(transaction) }
  }

  /// - Throws: what `body` throws, but the error for which the whole can be tried again where there was one.
  private static func run<Result: Sendable>(
    on session: PostgresPipeline, opening: [SQLStatement], _ body: (any SQLConnection) throws -> Result,
    commit: (PostgresTransaction, Result) throws -> Void
  ) throws -> Result {
    let transaction = PostgresTransaction(session, opening: opening)
    do {
      let result = try body(transaction)
      try commit(transaction, result)
      return result
    } catch let lost as UnansweredCommit<Result> {
      throw lost
    } catch {
      transaction.rollBack()
      throw transaction.trouble ?? error
    }
  }

  /// Whether the transaction with this mark took place. When this says no, it never will: its mark is taken, by a row that says
  /// so to whoever asks again.
  func wasCommitted(_ mark: CommitMark) async throws -> Bool {
    try await pool.withSession(cancelled: Self.lastWords) { session in
      do {
        let outcomes = try session.run([SQLStatement("BEGIN"), mark.refusal, mark.question, SQLStatement("COMMIT")])
        guard outcomes.count == 4, let row = outcomes[2].rows.first else { throw SQLError.disconnected }
        return try row["took_place"]
      } catch {
        _ = try? session.run([SQLStatement("ROLLBACK")])
        throw error
      }
    }
  }

  /// Tries again what may pass, for as long as patience lasts, a little later each time.
  ///
  /// - Parameter cancelled: how long a task that was cancelled may go on trying: to write down where it stopped.
  private func persisting<Result>(cancelled grace: Duration, _ body: () async throws -> Result) async throws -> Result {
    var deadline = ContinuousClock.now + options.patience
    var pause = Duration.milliseconds(2)
    var isCancelled = false
    while true {
      do {
        return try await body()
      } catch let error as SQLError where error.passes {
        if Task.isCancelled, !isCancelled {
          isCancelled = true
          deadline = min(deadline, .now + grace)
        }
        guard ContinuousClock.now + pause < deadline else { throw error }
        await Self.rest(pause * Double.random(in: 0.5...1.5))
        pause = min(pause * 2, .seconds(1))
      }
    }
  }

  /// Sleeps on although the task was cancelled.
  private static func rest(_ pause: Duration) async {
    let nanoseconds = pause.components.seconds * 1_000_000_000 + pause.components.attoseconds / 1_000_000_000
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(nanoseconds))) { continuation.resume() }
    }
  }

  /// Not more often than the listeners look: they look once more when a burst is over.
  private func mayAnnounce() -> Bool {
    lastAnnouncement.withLock { last in
      let now = ContinuousClock.now
      if let last, now - last < PostgresListener.burst { return false }
      last = now
      return true
    }
  }
}

/// Goes into a table of its own in the transaction that it marks: there afterwards if and only if the transaction took place.
struct CommitMark: Sendable {
  private let token: String

  init() {
    token = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined(separator: "-")
  }

  var statement: SQLStatement {
    SQLStatement(
      "INSERT INTO committed_writes (token, took_place, written_at) VALUES (?, TRUE, now())", [.text(token)])
  }

  /// Takes the mark's place where it is free, after whatever transaction is about to take it has ended.
  var refusal: SQLStatement {
    SQLStatement(
      """
      INSERT INTO committed_writes (token, took_place, written_at) VALUES (?, FALSE, now())
      ON CONFLICT (token) DO NOTHING
      """, [.text(token)])
  }

  var question: SQLStatement { SQLStatement("SELECT took_place FROM committed_writes WHERE token = ?", [.text(token)]) }
}

/// The session broke while the server was asked to commit.
private struct UnansweredCommit<Result: Sendable>: Error {
  let result: Result
}
