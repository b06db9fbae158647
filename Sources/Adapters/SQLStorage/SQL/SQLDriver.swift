/// The way to one database: gives transactions to closures.
///
/// A second database is a second driver; the registry above does not know which one it has.
package protocol SQLDriver: Sendable {
  var dialect: SQLDialect { get }

  /// Runs `body` against one consistent state that it cannot change.
  ///
  /// A transaction that has begun runs to its end even if the calling task is cancelled, unless the server hangs.
  ///
  /// - Throws: what `body` throws, or an ``SQLError``.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result

  /// Runs `body` in a transaction that is durable when this returns, and leaves nothing behind when this throws.
  ///
  /// A transaction that has begun runs to its end even if the calling task is cancelled, so that an interrupted
  /// operation can still write down where it stopped; but a server that hangs then is not waited for, and what was
  /// committed last may have taken place.
  ///
  /// - Throws: what `body` throws, or an ``SQLError``.
  func write<Result: Sendable>(
    _ durability: SQLDurability, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result

  /// Gives an element whenever there may be new work, whoever made it; a hint, which can be lost.
  func workAnnouncements() -> AsyncStream<Void>

  /// Gives the connections back; every later transaction fails. Succeeds if that has been done before.
  func close()
}

/// What a transaction's end promises.
package enum SQLDurability: Sendable {
  /// It is kept whatever happens.
  case durable
  /// It may be lost with the server's power, and with it nothing that anybody was told.
  case relaxed
}

extension SQLDriver {
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await write(.durable, body)
  }
}

/// One open transaction. Not to be used after the closure that it was given to has returned.
package protocol SQLConnection {
  var dialect: SQLDialect { get }

  /// The rows that a single statement gives.
  ///
  /// Parameters are written `?`, in the order of `values`; a driver whose database wants them numbered rewrites them.
  func query(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> [SQLRow]

  /// Runs a single statement, with parameters as in ``query(_:_:)``.
  ///
  /// - Returns: the number of rows inserted, changed or deleted.
  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> Int

  /// Runs several statements, in one round trip where the database is elsewhere.
  ///
  /// - Returns: for each, the number of rows inserted, changed or deleted.
  @discardableResult
  func execute(_ statements: [SQLStatement]) throws(SQLError) -> [Int]

  /// Tells whoever waits for work, once the transaction is committed.
  func announceWork()
}
